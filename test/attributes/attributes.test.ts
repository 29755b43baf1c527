import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { containerCreateBody } from '../../src/engine/docker/translate/container-create-body.js';
import { networkCreateBody } from '../../src/engine/docker/translate/network-create-body.js';
import { volumeCreateBody } from '../../src/engine/docker/translate/volume-create-body.js';
import { MadeContainers } from '../../src/execute/made-containers.js';
import { resolveTemplate } from '../../src/execute/resolve-template.js';
import { apiRequirements } from '../../src/plan/api-requirements.js';
import { passedOverAttributes } from '../../src/plan/passed-over.js';
import { makeProject, nothing, plan } from '../plan/make-project.js';
import { partAt, withProject } from './part-at.js';
import { refused, refusedObjects } from './refused.js';
import type { Row } from './row.js';
import { rows, shownElsewhere } from './rows.js';
import { prefixes, schemaAttributes } from './schema-attributes.js';

/** What the loader itself makes something of; nothing of it is left in a container. */
const usedWhileLoading = [
  'include',
  'name',
  'services.*.env_file',
  'services.*.extends',
  'services.*.label_file',
  'services.*.profiles',
];

/** What changes nothing about the containers that docker compose makes on an engine either. */
const withoutEffect = [
  'version',
  'models',
  'configs.*.labels',
  'configs.*.name',
  'configs.*.template_driver',
  'secrets.*.driver',
  'secrets.*.driver_opts',
  'secrets.*.labels',
  'secrets.*.name',
  'secrets.*.template_driver',
  'services.*.ports.app_protocol',
  'services.*.ports.mode',
  'services.*.ports.name',
  // For `watch`.
  'services.*.develop',
  'services.*.pull_refresh_after',
  // Reserved.
  'services.*.x-stack',
  'x-stack',
  ...passedOverAttributes.map((attribute) => `services.*.${attribute}`),
];

const decided = new Set([
  ...rows.flatMap(({ attributes }) => attributes),
  ...Object.keys(shownElsewhere),
  ...Object.keys(refused),
  ...Object.keys(refusedObjects),
  ...usedWhileLoading,
  ...withoutEffect,
]);

describe('every attribute of the schema', () => {
  it('has a row that says what becomes of it', () => {
    const missing = schemaAttributes().filter(
      (attribute) => !prefixes(attribute).some((prefix) => decided.has(prefix)),
    );
    expect(missing).toEqual([]);
  });

  it('that has a row exists', () => {
    const known = new Set(schemaAttributes().flatMap(prefixes));
    expect([...decided].filter((attribute) => !known.has(attribute))).toEqual([]);
  });

  it('that needs a newer engine exists', () => {
    const known = new Set(schemaAttributes().flatMap(prefixes));
    const named = apiRequirements.map(({ attribute }) => attribute.replace(/ \(.*/, ''));
    expect(named.filter((attribute) => !known.has(attribute))).toEqual([]);
  });

  it.each(Object.entries(shownElsewhere))(
    '%s is shown by a test that speaks of it',
    (attribute, [, test]) => {
      const word = attribute.slice(attribute.lastIndexOf('.') + 1);
      expect(existsSync(test) && readFileSync(test, 'utf8').includes(word), test).toBe(true);
    },
  );
});

describe('the engine is asked', () => {
  it.each(rows)('for what $attributes say', (row) => {
    expect({ part: requested(row) }).toMatchObject({ part: withProject(row.asked, 'app') });
  });
});

/** The part of the request that a row is about, as it goes over the wire. */
function requested({ service, project = {}, field }: Row): unknown {
  const parts = withProject(project, 'app');
  const all = makeProject(
    { web: withProject(service, 'app') },
    { ...parts, networks: { default: { name: 'app_default' }, ...parts.networks } },
  );
  const { nodes } = plan(all, { ...nothing, images: { busybox: { id: 'sha256:one', tags: [] } } });
  const bodies: Record<string, unknown> = {};
  for (const { operation } of nodes) {
    if (operation.kind === 'create-container') {
      const spec = resolveTemplate(operation.template, new MadeContainers(), 'sha256:one');
      bodies['container'] = containerCreateBody(spec, '1.51');
    } else if (operation.kind === 'create-network') {
      const { network, labels } = operation;
      bodies[`network ${network.name}`] = networkCreateBody({ definition: network, labels });
    } else if (operation.kind === 'create-volume') {
      const { volume, labels } = operation;
      bodies[`volume ${volume.name}`] = volumeCreateBody({ definition: volume, labels });
    }
  }
  return JSON.parse(JSON.stringify(partAt(bodies, field, all, 'request') ?? null));
}
