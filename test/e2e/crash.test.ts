import { expect, vi } from 'vitest';
import { type CrashCase, crashEverywhere } from '../support/crash-points.js';
import { type Scenario, scenario } from '../support/scenario.js';

/** A project with a named and an anonymous volume, a network, a job, and a health check that others wait for. */
function files(image: string): Record<string, string> {
  const shop = (mode: string, web: { readonly command?: string; readonly replicas?: number } = {}) => `
services:
  web:
    image: ${image}
    command: ["sh", "-c", "${web.command ?? keepsData('web')}"]
    stop_signal: SIGKILL
    environment: { MODE: ${mode} }
    scale: ${web.replicas ?? 1}
    volumes: ["/cache"]
    networks: [front]
    depends_on:
      db: { condition: service_healthy }
      job: { condition: service_completed_successfully }
  db:
    image: ${image}
    command: ["sh", "-c", "${keepsData('db')}"]
    stop_signal: SIGKILL
    environment: { MODE: ${mode} }
    volumes: ["data:/data"]
    networks: [front]
    healthcheck: { test: ["CMD", "true"], interval: 10s, start_interval: 100ms, start_period: 20s }
  job:
    image: ${image}
    command: ["true"]
    networks: [front]
volumes: { data: {} }
networks: { front: {} }
`;
  return {
    'one.yaml': shop('one'),
    'two.yaml': shop('two'),
    'broken.yaml': shop('broken', { command: 'exit 1' }),
    'three.yaml': shop('one', { replicas: 3 }),
  };
}

/** Whoever comes first in a volume leaves a note; a later one that finds none has lost data. */
const keepsData = (who: string): string =>
  `for d in /data /cache; do test -d $$d && { test -e $$d/first || echo ${who} $$MODE > $$d/first; }; done; exec sleep 100000`;

const up = (file: string): readonly string[] => ['-f', file, 'up', '-d', '--remove-orphans'];

function crashes(title: string, crash: CrashCase, atLeast: number): void {
  scenario(title, async (s: Scenario) => {
    await s.files(files(s.image));
    const { points, different } = await crashEverywhere(s, crash);
    expect(different).toEqual([]);
    expect(points).toBeGreaterThanOrEqual(atLeast);
  });
}

vi.setConfig({ testTimeout: 600_000 });

crashes(
  'killed anywhere in a first up, the next up gets to the same end',
  { before: [], hit: up('one.yaml') },
  11,
);
crashes(
  'killed anywhere while it replaces what changed, the next up gets to the same end and keeps the data',
  { before: [up('one.yaml')], hit: up('two.yaml') },
  13,
);
crashes(
  'killed anywhere while a replacement fails and is rolled back, an up of the old files gets back to them',
  { before: [up('one.yaml')], hit: up('broken.yaml'), after: up('one.yaml') },
  14,
);
crashes(
  'killed anywhere while it scales up, the next up gets to the same end',
  { before: [up('one.yaml')], hit: up('three.yaml') },
  7,
);
crashes(
  'killed anywhere while it scales down, the next up gets to the same end',
  { before: [up('three.yaml')], hit: up('one.yaml') },
  7,
);
crashes(
  'killed anywhere in a down, the next up brings everything back with its data',
  { before: [up('one.yaml')], hit: ['-f', 'one.yaml', 'down'], after: up('one.yaml') },
  9,
);
crashes(
  'killed anywhere in a down, the next down removes the rest',
  { before: [up('one.yaml')], hit: ['-f', 'one.yaml', 'down'] },
  9,
);
crashes(
  'killed anywhere while files go back to what was, before that was reached, it gets there',
  { before: [up('one.yaml')], hit: up('two.yaml'), after: up('one.yaml') },
  13,
);
crashes(
  'cut off anywhere in a first up, the next up gets to the same end',
  { before: [], hit: up('one.yaml'), trouble: 'cut off' },
  11,
);
crashes(
  'cut off anywhere in a replacement, the next up gets to the same end and keeps the data',
  { before: [up('one.yaml')], hit: up('two.yaml'), trouble: 'cut off' },
  13,
);
