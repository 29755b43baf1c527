import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { proxyVariables } from '../../../../src/engine/docker/discovery/proxy-variables.js';

async function variablesOf(config: object, host = 'unix:///var/run/docker.sock') {
  const folder = await mkdtemp(`${tmpdir()}/stack-proxies-`);
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(`${folder}/config.json`, JSON.stringify(config));
  return await proxyVariables({ env: { DOCKER_CONFIG: folder }, homeDir: '/nowhere' }, host);
}

it('proxies are given in capital and in small letters, and none where none are configured', async () => {
  const proxies = { default: { httpProxy: 'http://p:1', noProxy: 'localhost' } };
  expect(await variablesOf({ proxies })).toEqual({
    HTTP_PROXY: 'http://p:1',
    http_proxy: 'http://p:1',
    NO_PROXY: 'localhost',
    no_proxy: 'localhost',
  });
  expect(await variablesOf({})).toEqual({});
});

it('those of an engine come in the place of the default ones', async () => {
  const proxies = { default: { httpProxy: 'http://p:1' }, 'tcp://other:2375': { httpsProxy: 'http://q:1' } };
  expect(await variablesOf({ proxies }, 'tcp://other:2375')).toEqual({
    HTTPS_PROXY: 'http://q:1',
    https_proxy: 'http://q:1',
  });
});
