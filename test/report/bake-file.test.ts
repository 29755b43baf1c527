import { expect, test } from 'vitest';
import { planBuild } from '../../src/plan/images/plan-build.js';
import { bakeFile } from '../../src/report/bake-file.js';
import { makeProject, selectionOf } from '../plan/make-project.js';

test('what would be built is a file for bake, in the terms that docker compose has for it', () => {
  const project = makeProject(
    {
      base: { build: { context: '/base' } },
      web: {
        image: 'web:1',
        platform: 'linux/arm64',
        build: {
          context: '/web',
          dockerfile: 'other/Dockerfile',
          additional_contexts: { base: 'service:base', more: '/more' },
          args: { A: '1', B: null },
          tags: ['web:2'],
          secrets: [{ source: 'token', target: 'renamed' }, { source: 'file' }],
          ssh: ['default', 'key=/key'],
          provenance: 'mode=max',
          sbom: 'false',
          privileged: true,
          ulimits: { nofile: { soft: 1, hard: 2 } },
          extra_hosts: ['host=host-gateway'],
        },
      },
    },
    {
      secrets: { token: { name: 'token', environment: 'TOKEN' }, file: { name: 'file', file: '/secret' } },
    },
  );
  const options = { args: {}, noCache: false, pull: false, push: false };
  const input = { selection: selectionOf(project), images: {}, version: '1.0.0', ...options };
  const labels = (service: string) => ({
    'com.docker.compose.project': 'app',
    'com.docker.compose.service': service,
    'com.docker.compose.version': '1.0.0',
  });
  expect(JSON.parse(bakeFile(planBuild(input), project))).toEqual({
    group: { default: { targets: ['base', 'web'] } },
    target: {
      base: {
        context: '/base',
        dockerfile: '/base/Dockerfile',
        labels: labels('base'),
        tags: ['app-base'],
        output: ['type=docker'],
      },
      web: {
        context: '/web',
        contexts: { base: 'target:base', more: '/more' },
        dockerfile: '/web/other/Dockerfile',
        args: { A: '1' },
        labels: labels('web'),
        tags: ['web:2', 'web:1'],
        secret: ['id=renamed,type=env,env=TOKEN', 'id=file,type=file,src=/secret'],
        ssh: ['default=', 'key=/key'],
        platforms: ['linux/arm64'],
        ulimits: ['nofile=1:2'],
        entitlements: ['security.insecure'],
        'extra-hosts': { host: 'host-gateway' },
        output: ['type=docker'],
        attest: ['type=provenance,mode=max'],
      },
    },
  });
});
