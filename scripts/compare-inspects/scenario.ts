/** A compose file as an object: what is written is JSON, which is YAML. */
export type ComposeFile = Readonly<Record<string, unknown>>;

/** Commands of either tool, and what the project folder holds by then. */
export interface Step {
  /** Written over what was there before the step. */
  readonly compose?: ComposeFile;
  readonly files?: Readonly<Record<string, string>>;
  /** Arguments of `docker compose` and of `stack`; `up -d` if not given. */
  readonly run?: readonly string[];
}

export interface Scenario {
  /** Also the name of the project. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** Commands of `docker` before the first step and after the last. */
  readonly before?: readonly (readonly string[])[];
  readonly after?: readonly (readonly string[])[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where `stack` differs on purpose: paths that contain the key, and why. */
  readonly explained?: Readonly<Record<string, string>>;
}

type Service = Readonly<Record<string, unknown>>;

export const image = 'compare-inspects';

/** A service that runs until it is killed, unless it says otherwise. */
const service = (attributes: Service = {}): Service => ({
  image,
  command: ['sleep', '100000'],
  stop_signal: 'SIGKILL',
  ...attributes,
});

export const compose = (
  services: Readonly<Record<string, Service>>,
  rest: ComposeFile = {},
): ComposeFile => ({
  services: Object.fromEntries(
    Object.entries(services).map(([name, attributes]) => [name, service(attributes)]),
  ),
  ...rest,
});

/** Where a service uses what belongs to another one's container. */
export const hashOfIds = { 'config-hash': 'has the id of the other container in it' };

/** One `up` of services that show one attribute each. */
export const attributes = (
  name: string,
  services: Readonly<Record<string, Service>>,
  rest: ComposeFile = {},
  more: Partial<Scenario> & Pick<Step, 'files'> = {},
): Scenario => {
  const { files, ...others } = more;
  return { name, steps: [{ compose: compose(services, rest), ...(files && { files }) }], ...others };
};
