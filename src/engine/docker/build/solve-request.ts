import { protobufMessage } from '../session/protobuf-message.js';

/** What the builder is asked for. Field numbers: `moby.buildkit.v1.SolveRequest`, as engines since 20.10 know it. */
export interface SolveRequest {
  /** Names the build in later calls. */
  readonly ref: string;
  readonly session: string;
  /** References that the image gets. */
  readonly names: readonly string[];
  /** Options of the Dockerfile frontend. */
  readonly options: Readonly<Record<string, string>>;
  readonly cacheExports: readonly CacheEntry[];
  readonly cacheImports: readonly CacheEntry[];
  readonly entitlements: readonly string[];
}

/** Where steps that were built elsewhere come from or go to, for example of type `registry`. */
export interface CacheEntry {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const field = {
  ref: 1,
  exporter: 3,
  exporterAttributes: 4,
  session: 5,
  frontend: 6,
  options: 7,
  cache: 8,
  entitlements: 9,
} as const;
const cacheField = { exports: 4, imports: 5 } as const;

export const solveRequest = (request: SolveRequest): Buffer =>
  protobufMessage([
    [field.ref, request.ref],
    // The store of the engine itself.
    [field.exporter, 'moby'],
    ...mapFields(field.exporterAttributes, { name: request.names.join(',') }),
    [field.session, request.session],
    [field.frontend, 'dockerfile.v0'],
    ...mapFields(field.options, { ...request.options, ...cacheImportOption(request.cacheImports) }),
    [field.cache, cacheOptions(request)],
    ...request.entitlements.map((entitlement) => [field.entitlements, entitlement] as const),
  ]);

/**
 * Opens a build in which we ask the frontend ourselves, and whose result is of no interest.
 * `moby.buildkit.v1.SolveRequest` without a frontend.
 */
export const emptySolveRequest = ({ ref, session }: Pick<SolveRequest, 'ref' | 'session'>): Buffer =>
  protobufMessage([
    [field.ref, ref],
    [field.session, session],
  ]);

/** `moby.buildkit.v1.frontend.SolveRequest`. */
export const frontendRequest = (options: Readonly<Record<string, string>>): Buffer =>
  protobufMessage([[2, 'dockerfile.v0'], ...mapFields(3, options)]);

/** The frontend looks in these caches by itself. */
function cacheImportOption(imports: readonly CacheEntry[]): Readonly<Record<string, string>> {
  if (imports.length === 0) return {};
  const entries = imports.map(({ type, attributes }) => ({ Type: type, Attrs: attributes }));
  return { 'cache-imports': JSON.stringify(entries) };
}

const cacheOptions = ({ cacheExports, cacheImports }: SolveRequest): Buffer =>
  protobufMessage([
    ...cacheExports.map((entry) => [cacheField.exports, cacheEntry(entry)] as const),
    ...cacheImports.map((entry) => [cacheField.imports, cacheEntry(entry)] as const),
  ]);

const cacheEntry = ({ type, attributes }: CacheEntry): Buffer =>
  protobufMessage([[1, type], ...mapFields(2, attributes)]);

const mapFields = (
  number: number,
  entries: Readonly<Record<string, string>>,
): readonly (readonly [number, Buffer])[] =>
  Object.entries(entries).map(([key, value]) => [
    number,
    protobufMessage([
      [1, key],
      [2, value],
    ]),
  ]);
