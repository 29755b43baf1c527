import { ensureBaseImage } from '../engine/base-image.js';
import { busyboxFiles, busyboxPath, fetchBusybox } from '../engine/busybox.js';
import type { EngineAddress } from '../engine/engine-address.js';
import { requestEngine } from '../engine/engine-request.js';
import type { Say } from '../engine/say.js';
import { image } from './scenario.js';

/** Has settings of its own for everything that a service can override. */
export const richImage = `${image}-rich`;

const richSettings = [
  `ENV PATH=${busyboxPath}`,
  'ENV FROM_IMAGE=image',
  'ENTRYPOINT ["sh","-c"]',
  'CMD ["sleep 100000"]',
  'WORKDIR /srv',
  'USER 1000',
  'EXPOSE 8080',
  'VOLUME /var/data',
  'VOLUME /var/more',
  'LABEL from=image',
  'HEALTHCHECK --interval=30s CMD true',
];

export async function makeImages(address: EngineAddress, say: Say): Promise<void> {
  await ensureBaseImage(address, { name: image, tag: 'latest', pull: false }, say);
  const query = new URLSearchParams({ fromSrc: '-', repo: richImage, tag: 'latest' });
  for (const setting of richSettings) query.append('changes', setting);
  const { status, body } = await requestEngine(address, {
    method: 'POST',
    path: `/images/create?${query}`,
    tar: await busyboxFiles(await fetchBusybox(say)),
    timeoutMs: 60_000,
  });
  if (status !== 200 || body.includes('"error"')) throw new Error(`no image ${richImage}: ${body}`);
}
