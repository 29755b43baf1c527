import type { BuildWarning } from '../../engine.js';
import { numberAt, recordsAt, textAt } from '../json-value.js';
import type { GrpcClient } from '../session/grpc-client.js';
import { partsOf, textField } from '../session/protobuf-fields.js';
import { dockerfileLines } from './build-failure.js';
import { emptySolveRequest, frontendRequest } from './solve-request.js';

/** Metadata that says which build a call to its frontend is of. */
const buildOfCall = 'buildkit-controlapi-buildid';

interface Check {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
  /** Where the Dockerfile is, for people. */
  readonly place: string;
}

/**
 * Has the Dockerfile frontend look for mistakes, and build nothing: its subrequest `frontend.lint`. Throws a
 * `GrpcRefusal` where the frontend does not know that.
 */
export async function checkDockerfile(
  client: GrpcClient,
  { id, options, place }: Check,
  signal: AbortSignal | undefined,
): Promise<readonly BuildWarning[]> {
  const over = new AbortController();
  const stop = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  const build = first(
    client.call('/moby.buildkit.v1.Control/Solve', emptySolveRequest({ ref: id, session: id }), stop),
  );
  // Its end is ours to decide; that it is refused is told by the call to the frontend, too.
  build.catch(() => undefined);
  const caps = [options['frontend.caps'], 'moby.buildkit.frontend.subrequests'].filter(Boolean).join(',');
  const request = frontendRequest({ ...options, requestid: 'frontend.lint', 'frontend.caps': caps });
  try {
    const answer = await first(
      client.call('/moby.buildkit.v1.frontend.LLBBridge/Solve', request, stop, { [buildOfCall]: id }),
    );
    return warningsIn(JSON.parse(metadataOf(answer)['result.json'] ?? '{}'), place);
  } finally {
    over.abort();
  }
}

async function first(answers: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const answer of answers) return answer;
  return Buffer.alloc(0);
}

/** Of a `moby.buildkit.v1.frontend.SolveResponse`. */
const metadataOf = (answer: Buffer): Readonly<Record<string, string>> =>
  Object.fromEntries(
    partsOf(answer, 3)
      .flatMap((result) => partsOf(result, 10))
      .map((entry) => [textField(entry, 1), textField(entry, 2)]),
  );

function warningsIn(result: unknown, place: string): readonly BuildWarning[] {
  const sources = recordsAt(result, 'sources');
  return recordsAt(result, 'warnings').map((warning): BuildWarning => {
    const url = textAt(warning, 'url');
    const description = textAt(warning, 'description');
    const source = sources[numberAt(warning, 'location', 'sourceIndex') ?? 0];
    const [range] = recordsAt(warning, 'location', 'ranges');
    const at = dockerfileLines(place, textAt(source, 'data'), range);
    return {
      message: [textAt(warning, 'ruleName'), textAt(warning, 'detail')].filter(Boolean).join(': '),
      details: description === undefined ? [] : [description],
      ...(url === undefined ? {} : { url }),
      ...(at === undefined ? {} : { at }),
    };
  });
}
