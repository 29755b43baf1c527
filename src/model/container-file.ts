/** A config or a secret that is copied into a container, because a mount of the host's file cannot carry it. */
export interface ContainerFile {
  readonly kind: FileObjectKind;
  /** Its key in the files. */
  readonly source: string;
  /** Absolute, in the container. */
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  /** Permission bits. */
  readonly mode: number;
}

export type FileObjectKind = 'configs' | 'secrets';

/** Names one config or secret of a project, for example `secrets.token`. */
export type FileObjectKey = `${FileObjectKind}.${string}`;

/** Names a path of the host as a service has it mounted, for example `binds.migrate:/srv/app/sql`. */
export type BindKey = `binds.${string}:${string}`;

/** Names what containers read that is not in their configuration. */
export type ContentKey = FileObjectKey | BindKey;

export const bindKey = (service: string, source: string): BindKey => `binds.${service}:${source}`;

/** What a person calls it: `secret token`. */
export const fileObjectName = ({ kind, source }: Pick<ContainerFile, 'kind' | 'source'>): string =>
  `${kind === 'configs' ? 'config' : 'secret'} ${source}`;

export const fileObjectKey = ({ kind, source }: Pick<ContainerFile, 'kind' | 'source'>): FileObjectKey =>
  `${kind}.${source}`;
