import { busyboxFiles, busyboxPath, fetchBusybox } from './busybox.js';
import type { EngineAddress } from './engine-address.js';
import { type EngineCall, requestEngine } from './engine-request.js';
import type { Say } from './say.js';

export interface BaseImage {
  readonly name: string;
  readonly tag: string;
  /** Whether a registry may be asked for it before it is made here. */
  readonly pull: boolean;
}

const pullTimeoutMs = 60_000;

/** Takes the image that is there, else pulls it where that is allowed, else makes it of Debian's busybox. */
export async function ensureBaseImage(address: EngineAddress, image: BaseImage, say: Say): Promise<void> {
  const reference = `${image.name}:${image.tag}`;
  const present = await requestEngine(address, { path: `/images/${reference}/json`, timeoutMs: 30_000 });
  if (present.status === 200) return;
  if (image.pull) {
    say(`pulling ${reference}`);
    const problem = await pullProblem(address, image);
    if (problem === undefined) return;
    say(`${reference} cannot be pulled (${problem}); making it of Debian's busybox-static`);
  } else {
    say(`making the image ${reference} of Debian's busybox-static`);
  }
  const query = new URLSearchParams({
    fromSrc: '-',
    repo: image.name,
    tag: image.tag,
    message: "Debian's busybox-static",
  });
  query.append('changes', `ENV PATH=${busyboxPath}`);
  query.append('changes', 'CMD ["sh"]');
  const problem = await createImage(address, {
    method: 'POST',
    path: `/images/create?${query}`,
    tar: await busyboxFiles(await fetchBusybox(say)),
    timeoutMs: 60_000,
  });
  if (problem !== undefined) throw new Error(`the engine did not take the image ${reference}: ${problem}`);
}

async function pullProblem(address: EngineAddress, image: BaseImage): Promise<string | undefined> {
  const query = new URLSearchParams({ fromImage: image.name, tag: image.tag });
  const call: EngineCall = { method: 'POST', path: `/images/create?${query}`, timeoutMs: pullTimeoutMs };
  return await createImage(address, call).catch((error: Error) => error.message);
}

/** The status is 200 as soon as the engine begins; what goes wrong later is said in the body. */
export async function createImage(address: EngineAddress, call: EngineCall): Promise<string | undefined> {
  const { status, body } = await requestEngine(address, call);
  const message = /"(?:message|error)":("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  if (message !== undefined) return String(JSON.parse(message));
  return status === 200 ? undefined : `status ${status}`;
}
