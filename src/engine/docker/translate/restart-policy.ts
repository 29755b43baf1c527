import type { Service } from '../../../model/project.js';

export interface RestartPolicy {
  readonly Name: string;
  readonly MaximumRetryCount: number;
}

/** `deploy.restart_policy` wins over `restart`, as with docker compose. */
export function restartPolicy({ restart, deploy }: Service): RestartPolicy {
  const policy = deploy?.restart_policy;
  if (policy !== undefined) return engineRestartPolicy(policy.condition ?? '', policy.max_attempts ?? 0);
  if (restart === undefined) return { Name: '', MaximumRetryCount: 0 };
  const [condition = '', attempts = '0'] = restart.split(':');
  return engineRestartPolicy(condition, Number(attempts));
}

/** The engine counts attempts of `on-failure` only, and refuses a count beside any other policy. */
function engineRestartPolicy(condition: string, attempts: number): RestartPolicy {
  const Name = engineNames[condition] ?? condition;
  return { Name, MaximumRetryCount: Name === 'on-failure' ? attempts : 0 };
}

/** Words of the Compose Specification for what the engine calls otherwise. */
const engineNames: Readonly<Record<string, string>> = { none: 'no', any: 'always' };
