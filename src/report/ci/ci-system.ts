/** A CI system that understands more than text in what a job prints. */
export type CiSystem = 'github' | 'gitlab';

/** By the variables that they set for every job. */
export function ciSystemOf(environment: Readonly<Record<string, string | undefined>>): CiSystem | undefined {
  if (environment['GITHUB_ACTIONS'] === 'true') return 'github';
  return environment['GITLAB_CI'] === 'true' ? 'gitlab' : undefined;
}
