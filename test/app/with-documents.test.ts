import { describe, expect, expectTypeOf, test } from 'vitest';
import { config } from '../../src/app/config.js';
import type { Runtime } from '../../src/app/runtime.js';
import { withDocuments } from '../../src/app/with-documents.js';
import type { ComposeDocument, ComposeService } from '../../src/config/generated/compose-document.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { memoryFiles } from '../config/memory-files.js';

async function load(document: ComposeDocument) {
  const told: Diagnostic[] = [];
  const disk = {
    ...memoryFiles({ '/p/more.yaml': 'services: { db: { image: postgres } }' }),
    readBytes: () => Promise.reject(new Error('nothing but text is read')),
  };
  const runtime: Runtime = {
    files: withDocuments(disk, { '/p/compose.yaml': document }),
    workingDir: '/',
    environment: { TAG: '1.27' },
    connect: () => Promise.reject(new Error('no engine is needed')),
    emit: (event) => {
      if (event.type === 'diagnostic') told.push(event.diagnostic);
    },
    signal: new AbortController().signal,
    now: () => 0,
    caller: 'nobody',
    version: '0.0.0',
  };
  const project = { files: ['/p/compose.yaml', '/p/more.yaml'], envFiles: [], profiles: [] };
  return { outcome: await config(runtime, { project, services: [] }), told };
}

describe('a document that a program made', () => {
  test('is read like a file, together with files of the disk', async () => {
    const { outcome } = await load({
      services: {
        web: { image: 'nginx:${TAG}', ports: ['8080:80'], volumes: ['./src:/src'], tty: undefined },
      },
    });
    expect(outcome).toMatchObject({
      value: {
        project: {
          services: {
            web: { image: 'nginx:1.27', volumes: [{ source: '/p/src' }] },
            db: { image: 'postgres' },
          },
        },
      },
    });
  });

  test('is told of with the place in its YAML', async () => {
    const { told } = await load({ services: { web: { image: 'nginx', ports: ['80:nonsense'] } } });
    expect(told).toMatchObject([{ at: { source: { path: '/p/compose.yaml' } } }]);
  });
});

describe('the type of a document', () => {
  test('takes short and long forms, expressions and keys of one’s own', () => {
    expectTypeOf({
      name: 'shop',
      'x-common': { restart: 'always' },
      services: {
        web: {
          build: { context: '.', args: ['A=1'] },
          ports: ['80:80', { target: 443, published: '8443' }],
          depends_on: { db: { condition: 'service_healthy' as const } },
          scale: '${REPLICAS:-2}' as const,
          healthcheck: { test: 'true', retries: 3 },
          volumes: [{ type: 'bind' as const, source: '.', target: '/app' }],
          'x-owner': 'team',
        },
      },
      networks: { default: null },
    }).toExtend<ComposeDocument>();
  });

  test('refuses attributes and values that the format does not have', () => {
    expectTypeOf<{ scale: 'two' }>().not.toExtend<ComposeService>();
    expectTypeOf<{ healthcheck: { retries: string } }>().not.toExtend<ComposeService>();
    expectTypeOf<{ depends_on: { db: { condition: 'healthy' } } }>().not.toExtend<ComposeService>();
    expectTypeOf<{ ports: { published: '80' }[] }>().not.toExtend<ComposeService>();
    // @ts-expect-error there is no such attribute
    const misspelt: ComposeService = { imag: 'nginx' };
    expect(misspelt).toBeDefined();
  });
});
