import { isRecord } from '../json-value.js';

/** A container's configuration as the Engine API has it, of a request or of an inspect. */
export interface ConfigurationParts {
  readonly config: Readonly<Record<string, unknown>>;
  readonly host: Readonly<Record<string, unknown>>;
  /** Settings by the name of the network. */
  readonly endpoints: Readonly<Record<string, unknown>>;
}

/** The configuration with what the image gives, put together as the engine does when it makes a container. */
export function withImageConfig(
  config: Readonly<Record<string, unknown>>,
  image: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const hasEntrypoint = !isEmpty(config['Entrypoint']);
  return {
    ...config,
    Env: [...variables(image['Env'], config['Env'])],
    Labels: { ...record(image['Labels']), ...record(config['Labels']) },
    ExposedPorts: { ...record(image['ExposedPorts']), ...record(config['ExposedPorts']) },
    Volumes: { ...record(image['Volumes']), ...record(config['Volumes']) },
    Cmd: hasEntrypoint || !isEmpty(config['Cmd']) ? config['Cmd'] : image['Cmd'],
    // An empty list says that there is to be none.
    Entrypoint: config['Entrypoint'] ?? image['Entrypoint'],
    WorkingDir: config['WorkingDir'] || image['WorkingDir'],
    User: config['User'] || image['User'],
    StopSignal: config['StopSignal'] || image['StopSignal'],
    Healthcheck: healthcheck(record(config['Healthcheck']), record(image['Healthcheck'])),
  };
}

/** A name without a value takes the image's variable away. */
function variables(ofImage: unknown, own: unknown): readonly string[] {
  const values = new Map<string, string>();
  for (const entry of [...texts(ofImage), ...texts(own)]) {
    const [name = ''] = entry.split('=');
    if (entry.includes('=')) values.set(name, entry);
    else values.delete(name);
  }
  return [...values.values()];
}

function healthcheck(own: Record<string, unknown>, ofImage: Record<string, unknown>) {
  const set = Object.entries(own).filter(([, value]) => value !== 0 && !isEmpty(value));
  return { ...ofImage, ...Object.fromEntries(set) };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

export const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
