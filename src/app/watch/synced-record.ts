import type { ContainerId } from '../../model/names.js';
import type { RawPath } from '../../platform/raw-path.js';
import type { StateFiles } from '../../platform/state-files.js';

/**
 * What was copied to a container, also by a watch that has ended: it may be removed again when the host has it no
 * more, which nobody may do with what a program in the container made.
 */
export class SyncedRecord {
  readonly #targets: Set<RawPath>;

  private constructor(
    private readonly id: ContainerId,
    private readonly files: StateFiles | undefined,
    targets: Iterable<RawPath>,
    /** When a watch had this container last, in milliseconds since the epoch; undefined: none ever had. */
    readonly leftAt: number | undefined,
  ) {
    this.#targets = new Set(targets);
  }

  static async open(id: ContainerId, files: StateFiles | undefined): Promise<SyncedRecord> {
    const { targets, leftAt } = parse(await files?.read(id));
    return new SyncedRecord(id, files, targets, leftAt);
  }

  has(target: RawPath): boolean {
    return this.#targets.has(target);
  }

  add(target: RawPath): void {
    this.#targets.add(target);
  }

  delete(target: RawPath): void {
    this.#targets.delete(target);
  }

  async save(): Promise<void> {
    const record: StoredRecord = { schema: 1, leftAt: Date.now(), targets: [...this.#targets] };
    await this.files?.write(this.id, JSON.stringify(record));
  }
}

interface StoredRecord {
  readonly schema: 1;
  readonly leftAt: number;
  /** Bytes as characters. */
  readonly targets: readonly RawPath[];
}

function parse(text: string | undefined): {
  readonly targets: readonly RawPath[];
  readonly leftAt: number | undefined;
} {
  const nothing = { targets: [], leftAt: undefined };
  if (text === undefined) return nothing;
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? record : nothing;
  } catch {
    return nothing;
  }
}

const isRecord = (value: unknown): value is StoredRecord =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 1 &&
  'leftAt' in value &&
  typeof value.leftAt === 'number' &&
  'targets' in value &&
  Array.isArray(value.targets) &&
  value.targets.every((target) => typeof target === 'string');
