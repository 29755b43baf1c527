import { isAttested } from '../../../model/attestation.js';
import type { Build } from '../../../model/project.js';
import type { BuildWarning } from '../../engine.js';
import { BuildFailure } from './build-failure.js';
import type { BuilderFacts } from './builder-facts.js';
import { cacheEntry } from './frontend-options.js';

/**
 * What a builder would pass over without a word, or refuse in words that say nothing of the files. Throws a
 * `BuildFailure` for what an image would be wrong without; gives warnings for the rest.
 */
export function checkBuilder(definition: Build, facts: BuilderFacts): readonly BuildWarning[] {
  const { network, platforms = [], cache_to: caches = [], isolation } = definition;
  if (network !== undefined && !['', 'default', 'host', 'none'].includes(network))
    refuse('network', `a build has the network \`default\`, \`host\` or \`none\`, and not \`${network}\``);
  if (caches.some((text) => cacheEntry(text).type === 'local'))
    refuse('cache_to', 'the builder cannot write its cache to a folder of this machine');
  if (facts.keepsIndexes === false) {
    if (platforms.length > 1)
      refuse('platforms', 'the image store of this engine keeps an image for one platform');
    for (const attribute of ['provenance', 'sbom'] as const)
      if (isAttested(definition[attribute]))
        refuse(attribute, 'the image store of this engine keeps nothing that is attested of an image');
  }
  return [
    ...(isolation === undefined || isolation === '' || isolation === 'default'
      ? []
      : [leftOut('isolation', 'this builder knows no isolation: it is left out')]),
    ...(facts.ignoresLimits === true
      ? (['shm_size', 'ulimits'] as const)
          .filter((attribute) => definition[attribute] !== undefined)
          .map((attribute) => leftOut(attribute, `this builder knows no ${attribute}: it is left out`))
      : []),
  ];
}

function refuse(attribute: keyof Build, message: string): never {
  throw new BuildFailure(message, { attribute });
}

const leftOut = (attribute: keyof Build, message: string): BuildWarning => ({
  message,
  details: [],
  attribute,
});
