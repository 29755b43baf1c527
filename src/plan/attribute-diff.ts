import { canonicalJson } from '../model/canonical-json.js';
import { type AppliedConfig, isSecretValue, jsonWithoutSecrets } from './applied.js';
import type { AttributeChange } from './plan.js';

/** Both in the form of `withFingerprints`. Changes come sorted by path. */
export function diffAttributes(before: AppliedConfig, after: AppliedConfig): readonly AttributeChange[] {
  return diffValues('', before, after).sort((left, right) =>
    left.path < right.path ? -1 : left.path > right.path ? 1 : 0,
  );
}

function diffValues(path: string, before: unknown, after: unknown): AttributeChange[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (isSecretValue(before) || isSecretValue(after)) return [change(path, before, after)];
  if (isRecord(before) && isRecord(after)) return diffRecords(path, before, after);
  // A map that appears or goes as a whole is told entry by entry: `environment.MODE`, not a blob.
  if (isRecord(before) && (after ?? undefined) === undefined) return diffRecords(path, before, {});
  if (isRecord(after) && (before ?? undefined) === undefined) return diffRecords(path, {}, after);
  if (isRecordList(before) && isRecordList(after) && before.length === after.length) {
    return before.flatMap((item, index) => diffValues(`${path}[${index}]`, item, after[index]));
  }
  if (isRecordList(before ?? []) && isRecordList(after ?? []))
    return diffSets(path, asList(before), asList(after));
  return [change(path, before, after)];
}

function diffRecords(
  path: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): AttributeChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  if (keys.size === 0) return [];
  return [...keys].flatMap((key) => {
    const inner = path === '' ? key : `${path}.${key}`;
    const [from, to] = [before[key], after[key]];
    // An environment variable without a value (null) is not the same as no such variable, nor a network without settings.
    if (key in before !== key in after && isBlank(from) && isBlank(to)) {
      return [
        { path: inner, ...(key in before ? { before: 'no value' } : { after: 'no value' }), masked: false },
      ];
    }
    return diffValues(inner, from, to);
  });
}

/** Lists of things (ports, volumes) of which some came or went. */
function diffSets(path: string, before: readonly unknown[], after: readonly unknown[]): AttributeChange[] {
  const beforeTexts = new Set(before.map(canonicalJson));
  const afterTexts = new Set(after.map(canonicalJson));
  return [
    ...before
      .filter((item) => !afterTexts.has(canonicalJson(item)))
      .map((item) => change(path, item, undefined)),
    ...after
      .filter((item) => !beforeTexts.has(canonicalJson(item)))
      .map((item) => change(path, undefined, item)),
  ];
}

function change(path: string, before: unknown, after: unknown): AttributeChange {
  const [from, to] = [show(before), show(after)];
  const masked =
    from === to || [before, after].some((value) => isSecretValue(value) && value.text === undefined);
  return {
    path,
    ...(from === undefined ? {} : { before: from }),
    ...(to === undefined ? {} : { after: to }),
    masked,
  };
}

function show(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return jsonWithoutSecrets(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSecretValue(value);

const isBlank = (value: unknown): boolean =>
  (value ?? null) === null || (isRecord(value) && Object.keys(value).length === 0);

const isRecordList = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isRecord);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
