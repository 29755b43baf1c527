import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { PlanNode } from '../plan/plan.js';

/** What failed, with where it and the container that it was to replace are, if it is kept (`--no-rollback`). */
export function withKeptFailure(
  diagnostic: Diagnostic,
  { operation, keepsWhenFailed }: PlanNode,
): Diagnostic {
  if (keepsWhenFailed === undefined || !('container' in operation)) return diagnostic;
  const { name } = operation.container;
  const { replaced, replacedIs } = keepsWhenFailed;
  const comeBack = [
    `docker rm -f ${name}`,
    `docker rename ${replaced.name} ${name}`,
    ...(replacedIs === 'stopped' ? [`docker start ${name}`] : []),
  ];
  return {
    ...diagnostic,
    help: [
      `${name} is kept to be looked at: \`docker logs ${name}\`, \`docker inspect ${name}\``,
      `${replaced.name}, which it was to replace, ${fates[replacedIs]}; it comes back with`,
      `  ${comeBack.join(' && ')}`,
      'the next `stack up` that succeeds removes the one that is left over',
    ].join('\n'),
  };
}

const fates = {
  running: 'goes on running',
  stopped: 'is stopped and set aside',
  ended: 'is set aside',
} as const;
