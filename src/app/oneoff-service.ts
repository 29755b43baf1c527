import type { Environment, Service } from '../model/project.js';

/** What `run` asks of the container beside what its service says. */
export interface OneoffChanges {
  /** Empty: that of the service. */
  readonly command: readonly string[];
  /** Ports of the service, too. */
  readonly servicePorts: boolean;
  readonly interactive: boolean;
  readonly tty: boolean;
  /** In the words of the files, read: over those of the service. */
  readonly parts: Partial<Service>;
}

/**
 * The service as a container that `run` makes has it: no fixed name, no ports unless they are asked for, never
 * restarted.
 */
export function oneoffService(service: Service, changes: OneoffChanges): Service {
  const { command, parts } = changes;
  // Another entrypoint has no use for the command of the service.
  const entrypoint = parts.entrypoint ?? undefined;
  const {
    container_name: _name,
    ports,
    tty: _tty,
    stdin_open: _stdin,
    cap_add: _added,
    cap_drop: _dropped,
    deploy,
    ...rest
  } = service;
  const published = [...(changes.servicePorts ? (ports ?? []) : []), ...(parts.ports ?? [])];
  const mounted = new Set((parts.volumes ?? []).map(({ target }) => target));
  const { restart_policy: _policy, ...deployment } = deploy ?? {};
  return {
    ...rest,
    ...(deploy && { deploy: deployment }),
    restart: 'no',
    command: command.length > 0 ? command : entrypoint === undefined ? service.command : null,
    entrypoint: entrypoint ?? service.entrypoint,
    ...(published.length > 0 && { ports: published }),
    ...((service.environment || parts.environment) && {
      environment: { ...service.environment, ...known(parts.environment) },
    }),
    ...((service.labels || parts.labels) && { labels: { ...service.labels, ...parts.labels } }),
    ...((service.volumes || parts.volumes) && {
      volumes: [
        ...(service.volumes ?? []).filter(({ target }) => !mounted.has(target)),
        ...(parts.volumes ?? []),
      ],
    }),
    ...capabilities(service, parts),
    ...(parts.user !== undefined && { user: parts.user }),
    ...(parts.working_dir !== undefined && { working_dir: parts.working_dir }),
    ...(changes.interactive && { stdin_open: true }),
    ...(changes.tty && { tty: true }),
  };
}

/** A variable that is not set here either stays as the service has it. */
const known = (environment: Environment = {}): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== null));

/** What is asked for here takes away what the service says of the same. */
function capabilities(
  { cap_add = [], cap_drop = [] }: Service,
  { cap_add: added = [], cap_drop: dropped = [] }: Partial<Service>,
): Pick<Service, 'cap_add' | 'cap_drop'> {
  const add = [...new Set([...cap_add.filter((name) => !dropped.includes(name)), ...added])];
  const drop = [...new Set([...cap_drop.filter((name) => !added.includes(name)), ...dropped])];
  return { ...(add.length > 0 && { cap_add: add }), ...(drop.length > 0 && { cap_drop: drop }) };
}
