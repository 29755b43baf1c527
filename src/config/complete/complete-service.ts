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
    ...withoutAliases(service, lookup),
  };
}

/** What has two places to be written in, or is written outside, in the place where it belongs. */
export function withoutAliases(
  { scale, deploy, environment }: WrittenService,
  lookup: Lookup,
): Pick<Service, 'deploy' | 'environment'> {
  return {
    ...(scale !== undefined && deploy && { deploy: { ...deploy, replicas: deploy.replicas ?? scale } }),
    ...(environment && { environment: resolveVariables(environment, lookup) }),
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
function resolveVariables(environment: Environment, lookup: Lookup): Environment {
  const resolved: Record<string, string | null> = Object.create(null);
  for (const [name, value] of Object.entries(environment)) resolved[name] = value ?? lookup(name) ?? null;
  return resolved;
}

function completeBuild(build: NonNullable<Service['build']>, lookup: Lookup): NonNullable<Service['build']> {
  return {
    ...(build.dockerfile_inline === undefined && { dockerfile: 'Dockerfile' }),
    ...build,
    ...(build.args && { args: givenArguments(build.args, lookup) }),
  };
}

/** A build argument without a value anywhere is not passed at all. */
function givenArguments(written: Environment, lookup: Lookup): Environment {
  const args: Record<string, string | null> = Object.create(null);
  for (const [name, value] of Object.entries(resolveVariables(written, lookup))) {
    if (value !== null) args[name] = value;
  }
  return args;
}
