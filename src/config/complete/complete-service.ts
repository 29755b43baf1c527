import { type ServiceName, serviceName } from '../../model/names.js';
import type { Environment, Service } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { WrittenService } from '../read/service.js';
import { allDependencies } from './implied-dependencies.js';

/**
 * Adds what a service means without saying it. Its `env_file` and `label_file` are left behind: reading files comes later, and only
 * for services that are enabled.
 */
export function completeService(key: string, written: WrittenService, lookup: Lookup): Service {
  const { env_file: _, label_file: __, ...service } = written;
  const dependencies = allDependencies(service);
  return {
    ...service,
    name: serviceName(key) satisfies ServiceName,
    command: service.command ?? null,
    entrypoint: service.entrypoint ?? null,
    ...(dependencies && { depends_on: dependencies }),
    ...(service.build && { build: completeBuild(service.build, lookup) }),
    ...(hasDefaultNetwork(service) && { networks: { default: null } }),
    ...(service.scale !== undefined &&
      service.deploy && {
        deploy: { ...service.deploy, replicas: service.deploy.replicas ?? service.scale },
      }),
    ...(service.environment && { environment: resolveVariables(service.environment, lookup) }),
  };
}

/** A service without networks is on the project's own one, unless its network is somebody else's or it has no containers. */
function hasDefaultNetwork(service: WrittenService): boolean {
  return (
    service.network_mode === undefined &&
    service.provider === undefined &&
    Object.keys(service.networks ?? {}).length === 0
  );
}

/** A variable without a value takes the one from outside; without one there it stays null. */
export function resolveVariables(environment: Environment, lookup: Lookup): Environment {
  const resolved: Record<string, string | null> = Object.create(null);
  for (const [name, value] of Object.entries(environment)) resolved[name] = value ?? lookup(name) ?? null;
  return resolved;
}

function completeBuild(build: NonNullable<Service['build']>, lookup: Lookup): NonNullable<Service['build']> {
  const inline = build.dockerfile_inline !== undefined;
  return withArguments({ ...(!inline && { dockerfile: 'Dockerfile' }), ...build }, lookup);
}

/** A build argument without a value anywhere is not passed at all. */
function withArguments(build: NonNullable<Service['build']>, lookup: Lookup): NonNullable<Service['build']> {
  if (build.args === undefined) return build;
  const args: Record<string, string | null> = Object.create(null);
  for (const [name, value] of Object.entries(resolveVariables(build.args, lookup))) {
    if (value !== null) args[name] = value;
  }
  return { ...build, args };
}
