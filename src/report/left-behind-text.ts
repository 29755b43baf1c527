import type { LeftBehind } from '../events/answer.js';
import { countedParts } from '../model/counted.js';

const reasons: Readonly<Record<LeftBehind['because'], string>> = {
  'process gone': 'its process is gone',
  expired: 'its time is up',
  'folder gone': 'its folder is gone',
  old: 'it is old',
};

/** @param isStillThere whether it was only looked for */
export function renderLeftBehind(left: readonly LeftBehind[], isStillThere: boolean): string {
  if (left.length === 0) return 'Nothing is left behind.\n';
  return left
    .map(({ project, because, containers, networks, volumes, images }) => {
      const parts = countedParts({
        container: containers,
        network: networks,
        volume: volumes,
        image: images,
      });
      const what = parts === '' ? '' : `, ${parts}`;
      return `${isStillThere ? 'would remove' : 'removed'} ${project} (${reasons[because]})${what}\n`;
    })
    .join('');
}
