/** An archive that may not be unpacked where it is to be, or a path that cannot be packed. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
