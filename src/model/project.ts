import type { ProjectName, ServiceName } from './names.js';
import type { SessionOwner } from './session.js';

/**
 * The canonical model: what a set of compose files means once they are merged, interpolated, put into long
 * syntax and given their defaults. Keys are those of the Compose Specification, so that a path into the model
 * (`services.web.ports[0].published`) is a path that the user knows from the file.
 *
 * Everything is readonly. An absent key means "not set"; `null` appears only where the specification gives it
 * a meaning of its own (an environment variable without a value).
 */
export interface Project {
  readonly name: ProjectName;
  /** Absolute; relative paths of the files were resolved against it. */
  readonly workingDir: string;
  /** Absolute paths, in the order in which they were merged. */
  readonly configFiles: readonly string[];
  /** Absolute paths of the files given with `--env-file`; empty when the default `.env` was used. */
  readonly environmentFiles: readonly string[];
  /** Services that are enabled under the active profiles. */
  readonly services: Readonly<Record<string, Service>>;
  /** Services of the files that no active profile enables. */
  readonly disabledServices: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, Network>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly configs: Readonly<Record<string, FileObject>>;
  readonly secrets: Readonly<Record<string, FileObject>>;
  readonly models: Readonly<Record<string, Model>>;
  readonly profiles: readonly string[];
  /** Top-level `x-*` keys, untouched. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** What no service uses counts, too. */
  readonly allResources?: boolean;
  /** Stands between the parts of the names of containers and images; absent: `-`. */
  readonly separator?: '_';
  /** Of a copy that runs beside others: whom it belongs to. */
  readonly owner?: SessionOwner;
}

export type Mapping = Readonly<Record<string, string>>;
/** A value of `null` means: named in the file, but without a value there or in the shell. */
export type Environment = Readonly<Record<string, string | null>>;

export interface Service {
  readonly name: ServiceName;

  readonly image?: string;
  readonly build?: Build;
  readonly provider?: Provider;
  readonly develop?: Develop;
  readonly pull_policy?: string;
  readonly platform?: string;
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  readonly scale?: number;
  readonly deploy?: Deploy;

  readonly container_name?: string;
  /** `null`: the image's own. An empty list clears it. */
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly environment?: Environment;
  /** Files whose variables `environment` does not have yet: there only where the caller left them unread. */
  readonly env_file?: readonly EnvironmentFile[];
  readonly working_dir?: string;
  readonly user?: string;
  readonly group_add?: readonly string[];
  readonly hostname?: string;
  readonly domainname?: string;
  readonly tty?: boolean;
  readonly stdin_open?: boolean;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly labels?: Mapping;
  /** Absolute; what is in them is in `labels` already. docker compose hashes their names at `up`. */
  readonly label_file?: readonly string[];
  readonly annotations?: Mapping;
  readonly attach?: boolean;
  readonly post_start?: readonly Hook[];
  readonly pre_stop?: readonly Hook[];
  readonly stop_signal?: string;
  /** A duration as Go prints it, for example `1m30s`. */
  readonly stop_grace_period?: string;
  readonly restart?: string;
  readonly healthcheck?: Healthcheck;
  readonly logging?: Logging;

  readonly ports?: readonly Port[];
  readonly expose?: readonly string[];
  readonly networks?: Readonly<Record<string, ServiceNetwork | null>>;
  readonly network_mode?: string;
  readonly mac_address?: string;
  readonly extra_hosts?: readonly string[];
  readonly dns?: readonly string[];
  readonly dns_opt?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly links?: readonly string[];
  readonly external_links?: readonly string[];

  readonly volumes?: readonly Mount[];
  readonly volumes_from?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly configs?: readonly FileReference[];
  readonly secrets?: readonly FileReference[];
  readonly devices?: readonly DeviceMapping[];
  readonly device_cgroup_rules?: readonly string[];
  readonly gpus?: readonly DeviceRequest[];
  readonly models?: Readonly<Record<string, ServiceModel | null>>;
  readonly credential_spec?: CredentialSpec;
  readonly use_api_socket?: boolean;

  readonly ipc?: string;
  readonly pid?: string;
  readonly uts?: string;
  readonly userns_mode?: string;
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  readonly runtime?: string;
  readonly isolation?: string;
  readonly sysctls?: Mapping;
  readonly ulimits?: Readonly<Record<string, number | Ulimit>>;
  readonly storage_opt?: Mapping;

  /** Sizes are strings of bytes, as docker compose prints them. */
  readonly shm_size?: string;
  readonly mem_limit?: string;
  readonly mem_reservation?: string;
  readonly memswap_limit?: string;
  readonly mem_swappiness?: string;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly pids_limit?: number;
  readonly cpus?: number;
  readonly cpu_count?: number;
  readonly cpu_percent?: number;
  readonly cpu_shares?: number;
  readonly cpu_quota?: string;
  readonly cpu_period?: string;
  readonly cpu_rt_runtime?: string;
  readonly cpu_rt_period?: string;
  readonly cpuset?: string;
  readonly blkio_config?: BlkioConfig;
}

/** An absolute path, where the file has to be there; how it is read is then not told. */
export type EnvironmentFile =
  | string
  | { readonly path: string; readonly required: false; readonly format?: string };

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface Dependency {
  readonly condition: DependencyCondition;
  /** `false`: a dependency that cannot be brought up is a warning and does not keep the dependent from starting. */
  readonly required: boolean;
  /** The dependent is restarted after its dependency was replaced or restarted. */
  readonly restart?: boolean;
}

export interface Build {
  /** Absolute path, or a URL that the engine fetches. Absent only with an inline Dockerfile that needs none. */
  readonly context?: string;
  readonly dockerfile?: string;
  readonly dockerfile_inline?: string;
  readonly args?: Environment;
  readonly labels?: Mapping;
  readonly target?: string;
  readonly tags?: readonly string[];
  readonly cache_from?: readonly string[];
  readonly network?: string;
  readonly extra_hosts?: readonly string[];
  readonly no_cache?: boolean;
  readonly pull?: boolean;
  readonly shm_size?: string;
  readonly platforms?: readonly string[];
  /** Absolute paths, URLs, or `service:<name>`, by the name that the Dockerfile uses. */
  readonly additional_contexts?: Mapping;
  readonly cache_to?: readonly string[];
  readonly entitlements?: readonly string[];
  readonly isolation?: string;
  readonly privileged?: boolean;
  readonly provenance?: string;
  readonly sbom?: string;
  readonly secrets?: readonly FileReference[];
  /** `default`, or `name=path` with an absolute path. */
  readonly ssh?: readonly string[];
  readonly ulimits?: Readonly<Record<string, number | Ulimit>>;
}

/** A program that provides the service instead of containers. */
export interface Provider {
  readonly type: string;
  readonly options?: Readonly<Record<string, readonly string[]>>;
}

/** What to do while the sources are worked on. */
export interface Develop {
  readonly watch?: readonly WatchRule[];
}

export interface WatchRule {
  /** Absolute. */
  readonly path: string;
  readonly action: WatchAction;
  readonly target?: string;
  readonly ignore?: readonly string[];
  readonly include?: readonly string[];
  readonly initial_sync?: boolean;
  readonly exec?: Hook;
}

export type WatchAction = 'rebuild' | 'sync' | 'restart' | 'sync+restart' | 'sync+exec';

/** A command that is run in a container that is there already. */
export interface Hook {
  readonly command: readonly string[] | null;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly working_dir?: string;
  readonly environment?: Environment;
}

export interface Deploy {
  readonly replicas?: number;
  readonly resources?: {
    readonly limits?: { readonly cpus?: number; readonly memory?: string; readonly pids?: number };
    readonly reservations?: {
      readonly cpus?: number;
      readonly memory?: string;
      readonly generic_resources?: readonly GenericResource[];
      readonly devices?: readonly DeviceRequest[];
    };
  };
  readonly restart_policy?: {
    readonly condition?: string;
    readonly delay?: string;
    readonly max_attempts?: number;
    readonly window?: string;
  };
  readonly labels?: Mapping;
  readonly mode?: string;
  readonly placement?: Readonly<Record<string, unknown>>;
  readonly update_config?: UpdateConfig;
  readonly rollback_config?: UpdateConfig;
  readonly endpoint_mode?: string;
}

/** How the containers of a service are replaced, or how that is taken back. Durations are in Go's notation. */
export interface UpdateConfig {
  /** 0: all at once. */
  readonly parallelism?: number;
  readonly delay?: string;
  readonly failure_action?: string;
  readonly monitor?: string;
  readonly max_failure_ratio?: number;
  readonly order?: string;
}

export interface GenericResource {
  readonly discrete_resource_spec?: { readonly kind: string; readonly value: number };
}

/** Devices that a driver chooses. */
export interface DeviceRequest {
  readonly capabilities?: readonly string[];
  readonly driver?: string;
  /** -1: all there are. Absent when `device_ids` names them. */
  readonly count?: number;
  readonly device_ids?: readonly string[];
  readonly options?: Mapping;
}

export interface ServiceModel {
  readonly endpoint_var?: string;
  readonly model_var?: string;
}

export interface CredentialSpec {
  readonly config?: string;
  readonly file?: string;
  readonly registry?: string;
}

export interface BlkioConfig {
  readonly weight?: number;
  readonly weight_device?: readonly BlkioWeight[];
  readonly device_read_bps?: readonly BlkioRate[];
  readonly device_read_iops?: readonly BlkioRate[];
  readonly device_write_bps?: readonly BlkioRate[];
  readonly device_write_iops?: readonly BlkioRate[];
}

export interface BlkioWeight {
  readonly path: string;
  readonly weight: number;
}

export interface BlkioRate {
  readonly path: string;
  /** Bytes or operations a second, in digits. */
  readonly rate: string;
}

export interface Healthcheck {
  /** `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", text]`. */
  readonly test?: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: number;
  readonly disable?: boolean;
}

export interface Logging {
  readonly driver?: string;
  readonly options?: Mapping;
}

export interface Port {
  readonly name?: string;
  readonly mode?: string;
  readonly host_ip?: string;
  readonly target: number;
  /** A port or a range (`8000-8002`); absent: the engine picks one. */
  readonly published?: string;
  readonly protocol?: string;
  readonly app_protocol?: string;
}

export interface ServiceNetwork {
  readonly interface_name?: string;
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: readonly string[];
  readonly mac_address?: string;
  readonly driver_opts?: Mapping;
  readonly priority?: number;
  readonly gw_priority?: number;
}

export interface Mount {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'npipe' | 'cluster' | 'image';
  /** Absolute path of a bind, key below the top-level `volumes:` of a volume; absent for an anonymous one. */
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: {
    readonly create_host_path?: boolean;
    readonly propagation?: string;
    readonly selinux?: string;
    readonly recursive?: string;
  };
  readonly volume?: { readonly nocopy?: boolean; readonly subpath?: string; readonly labels?: Mapping };
  readonly tmpfs?: { readonly size?: string; readonly mode?: number };
  readonly image?: { readonly subpath?: string };
}

export interface FileReference {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: string;
}

export interface DeviceMapping {
  readonly source: string;
  readonly target?: string;
  readonly permissions?: string;
}

export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

export interface Network {
  /** The name on the engine. */
  readonly name: string;
  readonly external?: boolean;
  readonly driver?: string;
  readonly driver_opts?: Mapping;
  readonly ipam?: {
    readonly driver?: string;
    readonly config?: readonly {
      readonly subnet?: string;
      readonly gateway?: string;
      readonly ip_range?: string;
      readonly aux_addresses?: Mapping;
    }[];
    readonly options?: Mapping;
  };
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
  readonly labels?: Mapping;
}

export interface Volume {
  /** The name on the engine. */
  readonly name: string;
  readonly external?: boolean;
  readonly driver?: string;
  readonly driver_opts?: Mapping;
  readonly labels?: Mapping;
}

/** A top-level config or secret: its content comes from exactly one of a file, a variable or the document. */
export interface FileObject {
  readonly name: string;
  readonly external?: boolean;
  /** Absolute path. */
  readonly file?: string;
  /** Name of the environment variable that holds the content. */
  readonly environment?: string;
  readonly content?: string;
  readonly labels?: Mapping;
  readonly driver?: string;
  readonly driver_opts?: Mapping;
  readonly template_driver?: string;
}

/** A language model of the top level. */
export interface Model {
  readonly name?: string;
  readonly model: string;
  readonly context_size?: number;
  readonly runtime_flags?: readonly string[];
}
