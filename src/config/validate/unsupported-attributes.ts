import type { Path } from '../path.js';

/**
 * Keys that the Compose Specification knows and this version does not carry out. They are refused by name rather
 * than as unknown, and never dropped: a project must not run without something its file asks for.
 */
const unsupported: Readonly<Record<string, readonly string[]>> = {
  '': ['models'],
  'services.*': [
    'attach',
    'blkio_config',
    'cpu_count',
    'cpu_percent',
    'credential_spec',
    'gpus',
    'label_file',
    'models',
    'post_start',
    'pre_stop',
    'provider',
    'use_api_socket',
  ],
  'services.*.build': [
    'additional_contexts',
    'cache_to',
    'entitlements',
    'isolation',
    'privileged',
    'provenance',
    'sbom',
    'secrets',
    'ssh',
    'ulimits',
  ],
  'services.*.deploy.resources.limits': ['devices', 'generic_resources'],
  'services.*.deploy.resources.reservations': ['devices', 'generic_resources'],
  'services.*.networks.*': ['interface_name'],
  'services.*.volumes.*.bind': ['recursive'],
  'services.*.volumes.*.volume': ['labels'],
  'configs.*': ['template_driver'],
  'secrets.*': ['driver', 'driver_opts', 'template_driver'],
};

export function isUnsupported(parent: Path, key: string): boolean {
  return Object.entries(unsupported).some(
    ([pattern, keys]) => keys.includes(key) && matches(pattern, parent),
  );
}

function matches(pattern: string, path: Path): boolean {
  const steps = pattern === '' ? [] : pattern.split('.');
  return (
    steps.length === path.length && steps.every((step, index) => step === '*' || step === String(path[index]))
  );
}
