import { createHash, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { canonicalJson } from '../model/canonical-json.js';
import type { Plan } from '../plan/plan.js';
import { type PlanBasis, planBasis } from '../plan/saved-plan.js';
import { whatMoved } from '../plan/what-moved.js';
import { FileAccessError } from '../platform/file-system.js';
import { type Outcome, settle, tell } from './outcome.js';
import { type PreparedUp, prepareUp, type UpRequest } from './prepare-up.js';
import type { Runtime } from './runtime.js';

const kind = 'stack plan';
const schema = 1;

/** A file of more bytes was not written by `plan --out`. */
const maxBytes = 256 * 1024 * 1024;

/** A plan that is kept to be carried out later: what was asked for, and what the answer followed from. */
export interface SavedPlan {
  readonly request: UpRequest;
  readonly basis: PlanBasis;
}

/** What `up` would do, in a form that can be carried out later if nothing has moved by then. Makes no call that writes. */
export function savePlan(
  runtime: Runtime,
  request: UpRequest,
): Promise<Outcome<SavedPlan & { readonly plan: Plan }>> {
  return settle(runtime, async () => {
    const prepared = await prepareUp(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    const basis = basisOf(runtime, prepared, randomBytes(16).toString('hex'));
    return { kind: 'succeeded', value: { request, basis, plan: prepared.plan } };
  });
}

/** Tells what has moved since the plan was saved, if it is not the plan any more. */
export function isStillThePlan(runtime: Runtime, { basis }: SavedPlan, prepared: PreparedUp): boolean {
  const moved = whatMoved(basis, basisOf(runtime, prepared, basis.salt));
  if (moved.length === 0) return true;
  tell(runtime, [
    {
      code: 'plan-out-of-date',
      severity: 'error',
      message: 'the saved plan is out of date, and nothing was done',
      details: moved,
      help: 'make it again with `stack plan --out`, and look at what it says now',
    },
  ]);
  return false;
}

const basisOf = (runtime: Runtime, prepared: PreparedUp, salt: string): PlanBasis =>
  planBasis({ ...prepared, folder: runtime.workingDir, version: runtime.version }, salt);

/** @param shown the plan as it is shown to people and scripts; nothing is read back from it */
export function savedPlanText({ request, basis }: SavedPlan, shown: object): string {
  const content = { kind, schema, request, basis, plan: shown };
  return `${JSON.stringify({ ...content, checksum: checksum(content) }, null, 2)}\n`;
}

/** Undefined when what is wrong with the file has been told. */
export async function readSavedPlan(runtime: Runtime, path: string): Promise<SavedPlan | undefined> {
  const read = await readPlanFile(runtime, path);
  if (!('code' in read)) return read;
  tell(runtime, [read]);
  return undefined;
}

async function readPlanFile(runtime: Runtime, path: string): Promise<SavedPlan | Diagnostic> {
  let text: string;
  try {
    text = await runtime.files.readText(resolve(runtime.workingDir, path), { maxBytes });
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    const code = error.failure === 'not-found' ? 'file-not-found' : 'unreadable-file';
    return { code, severity: 'error', message: `the plan ${path} cannot be read: ${error.message}` };
  }
  const content = parseObject(text);
  if (content?.['kind'] !== kind) return refused(`${path} is not a saved plan`);
  const { checksum: written, ...rest } = content;
  if (rest['schema'] !== schema) {
    const basis = rest['basis'];
    const by =
      typeof basis === 'object' && basis !== null && 'madeBy' in basis ? ` (${String(basis.madeBy)})` : '';
    return refused(
      `${path} was saved by another version of stack${by} in a form that this one does not read`,
    );
  }
  if (written !== checksum(rest) || !isSavedPlan(rest))
    return refused(`${path} was changed since it was saved, or is not complete`);
  return rest;
}

const refused = (message: string): Diagnostic => ({
  code: 'invalid-saved-plan',
  severity: 'error',
  message,
  help: 'save one with `stack plan --out FILE`',
});

/** Not against forgery, only so that what is carried out is what was shown, and all that is in it can be relied on. */
const checksum = (content: object): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The checksum says that `savedPlanText` wrote it. */
const isSavedPlan = (content: object): content is SavedPlan => 'request' in content && 'basis' in content;
