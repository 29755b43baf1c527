/** As much of the Engine API's answers as assertions are made on; `raw` has the rest. */
export interface Container {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  readonly service: string | undefined;
  readonly state: string;
  readonly health: string | undefined;
  readonly exitCode: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly raw: ContainerInspect;
}

export interface ContainerInspect {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly Image: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: {
    readonly Image: string;
    readonly Env: readonly string[] | null;
    readonly Cmd: readonly string[] | null;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;
    readonly Networks: Readonly<
      Record<string, { readonly Aliases: readonly string[] | null; readonly IPAddress: string }>
    >;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
    readonly RW: boolean;
  }[];
}

export interface NamedResource {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Something on the engine that a sweep can remove. */
export interface Leftover {
  readonly kind: 'container' | 'network' | 'volume' | 'image';
  /** What the engine takes to remove exactly this one: two networks may have one name. */
  readonly id: string;
  readonly name: string;
}

export interface ContainerEntry {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Labels: Readonly<Record<string, string>> | null;
}

export interface NetworkEntry {
  readonly Id: string;
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>> | null;
}

export interface VolumeEntry {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>> | null;
}

export interface ImageEntry {
  readonly Id: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly RepoTags: readonly string[] | null;
}
