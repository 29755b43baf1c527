import type { Build } from '../../../model/project.js';
import type { DockerfileLines } from '../../engine.js';
import type { EngineFailure } from '../../engine-error.js';
import { numberAt, recordsAt, textAt } from '../json-value.js';
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
    const source = jsonOf(value);
    const text = textAt(source, 'info', 'data');
    const [range] = recordsAt(source, 'ranges');
    if (text === undefined || range === undefined) continue;
    const first = numberAt(range, 'start', 'line') ?? 0;
    const last = numberAt(range, 'end', 'line') ?? first;
    if (first < 1) continue;
    return { file: place, text: Buffer.from(text, 'base64').toString('utf8'), first, last };
  }
  return undefined;
}

function jsonOf(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
