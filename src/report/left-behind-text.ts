import type { LeftBehind } from '../events/answer.js';

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
      const parts = [
        counted(containers, 'container'),
        counted(networks, 'network'),
        counted(volumes, 'volume'),
        counted(images, 'image'),
      ].filter((part) => part !== undefined);
      const what = parts.length === 0 ? '' : `, ${parts.join(', ')}`;
      return `${isStillThere ? 'would remove' : 'removed'} ${project} (${reasons[because]})${what}\n`;
    })
    .join('');
}

const counted = (count: number, what: string): string | undefined =>
  count === 0 ? undefined : `${count} ${what}${count === 1 ? '' : 's'}`;
