import type { Build } from '../../../model/project.js';
import type { DockerfileLines } from '../../engine.js';
import type { EngineFailure } from '../../engine-error.js';
import { numberAt, parseJson, recordsAt, textAt } from '../json-value.js';
import { GrpcRefusal } from '../session/grpc-client.js';

type FailedBuild = Extract<EngineFailure, { readonly kind: 'build-failed' }>;

/** A build that did not come to its end: its own fault, or that of what it was told to read. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';

  constructor(
    message: string,
    readonly where: Pick<FailedBuild, 'at' | 'attribute' | 'isUnauthorized'> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** For a folder or file that the builder was to read. */
export const unreadableContext = (error: unknown): never => {
  throw new BuildFailure(`cannot read the build context: ${messageOf(error)}`, {}, { cause: error });
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `UNAVAILABLE`: the connection, rather than the builder, says so. */
const unavailable = 14;

/**
 * What to throw for an error of the call that builds.
 *
 * @param place where the Dockerfile is, for people
 */
export function failureOfRefusal(error: unknown, place: string): unknown {
  if (!(error instanceof GrpcRefusal) || error.status === unavailable) return error;
  // Each layer that an error goes through puts its words in front.
  const message = error.message.replace(/^(?:failed to solve(?: with frontend \S+)?: )+/, '');
  const at = linesIn(error, place);
  const attribute = refusals.find(({ words }) => words.test(message))?.attribute;
  return new BuildFailure(
    message,
    {
      ...(at === undefined ? {} : { at }),
      ...(attribute === undefined ? {} : { attribute }),
      ...(unauthorized.test(message) && { isUnauthorized: true }),
    },
    { cause: error },
  );
}

/** In the words of registries, and of the builder about them. */
const unauthorized =
  /401 Unauthorized|403 Forbidden|pull access denied|insufficient_scope|authorization failed/;

/** The builder's words for what it cannot do, or is not to do. */
const refusals: readonly { readonly words: RegExp; readonly attribute: keyof Build }[] = [
  { words: /^unknown cache exporter/, attribute: 'cache_to' },
  { words: /^granting entitlement .* is not allowed/, attribute: 'entitlements' },
  // Its Dockerfile frontend is older than named contexts.
  {
    words: /unsupported frontend capability moby\.buildkit\.frontend\.contexts/,
    attribute: 'additional_contexts',
  },
];

/** `errdefs.Source`, which BuildKit sends as JSON. */
function linesIn({ details }: GrpcRefusal, place: string): DockerfileLines | undefined {
  for (const { type, value } of details) {
    if (!/errdefs\.Source\b/.test(type)) continue;
    const source = parseJson(value.toString('utf8'));
    const [range] = recordsAt(source, 'ranges');
    const lines = dockerfileLines(place, textAt(source, 'info', 'data'), range);
    if (lines !== undefined) return lines;
  }
  return undefined;
}

/**
 * Lines as BuildKit has them in JSON. Undefined where it names none.
 *
 * @param data the text in base64
 * @param range `{start: {line}, end: {line}}`
 */
export function dockerfileLines(
  place: string,
  data: string | undefined,
  range: unknown,
): DockerfileLines | undefined {
  const first = numberAt(range, 'start', 'line') ?? 0;
  if (data === undefined || first < 1) return undefined;
  const text = Buffer.from(data, 'base64').toString('utf8');
  return { file: place, text, first, last: numberAt(range, 'end', 'line') ?? first };
}
