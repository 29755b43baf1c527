import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ObservedContainer } from '../model/observed.js';

export interface Removal {
  readonly kind: 'network' | 'volume' | 'image';
  readonly name: string;
  /** Whether a container uses it. */
  readonly isUsedBy: (container: ObservedContainer) => boolean;
  /** `warning`: what is used by others may stay. */
  readonly severity: 'error' | 'warning';
  call(): Promise<void>;
}

/** Removes what may be gone already. What is still used is told with the names of the containers that use it. */
export async function removeUnused(engine: Engine, removal: Removal): Promise<void> {
  try {
    await removal.call();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.failure.kind === 'not-found') return;
    if (error.failure.kind !== 'in-use') throw error;
    throw new DiagnosticError([await describeUse(engine, removal, error)]);
  }
}

async function describeUse(
  engine: Engine,
  { kind, name, isUsedBy, severity }: Removal,
  { message }: EngineError,
): Promise<Diagnostic> {
  const users = (await engine.containers.list({})).filter(isUsedBy).map((container) => container.name);
  return {
    code: 'resource-in-use',
    severity,
    message:
      users.length === 0
        ? `${kind} ${name}: resource is still in use: ${message}`
        : `${kind} ${name}: resource is still in use by ${users.sort().join(', ')}`,
    help: 'remove those containers and run the command again',
  };
}
