import { type ContainerFile, type FileObjectKey, fileObjectKey } from '../model/container-file.js';

/** Of a config or secret. That it is not there is a mistake of ours: it is read before a plan is carried out. */
export function contentOf(
  file: Pick<ContainerFile, 'kind' | 'source'>,
  contents: ReadonlyMap<FileObjectKey, Uint8Array>,
): Uint8Array {
  const content = contents.get(fileObjectKey(file));
  if (content === undefined) throw new Error(`the content of ${fileObjectKey(file)} was not read`);
  return content;
}
