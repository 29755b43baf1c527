import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { Scenario } from '../support/scenario.js';

/** The kit itself, tried with a scenario that fails on purpose: nothing here runs `stack` to its success. */
describe('the scenario kit', () => {
  test('keeps the transcript and the files of a scenario that failed, and removes its folder', async () => {
    const title = 'a failing scenario of the kit itself';
    const artifacts = `${repositoryRoot}/test-artifacts/a-failing-scenario-of-the-kit-itself`;
    const s = await Scenario.open(title);
    await s.files({ 'compose.yaml': 'services: {}\n', 'site/index.html': 'hello\n' });
    const failing = s.step('the sky is green', async () => {
      expect('blue').toBe('green');
    });
    await expect(failing).rejects.toThrow('step "the sky is green"');
    await s.close(true);
    expect(await readFile(`${artifacts}/transcript.txt`, 'utf8')).toContain('## the sky is green');
    expect(await readFile(`${artifacts}/project/site/index.html`, 'utf8')).toBe('hello\n');
    expect(existsSync(s.folder)).toBe(false);
    await rm(artifacts, { recursive: true });
  });

  test('gives every scenario a project name that no other begins with', async () => {
    const first = await Scenario.open('one');
    const second = await Scenario.open('two');
    expect(second.project.startsWith(first.project)).toBe(false);
    expect(await first.docker.containers(first.project)).toEqual([]);
    await Promise.all([first.close(false), second.close(false)]);
  });

  test('answers with the image id for an image that is there and undefined for one that is not', async () => {
    const s = await Scenario.open('images');
    expect(await s.docker.image(s.image)).toMatch(/^sha256:/);
    expect(await s.docker.image(`${s.project}/none:1`)).toBeUndefined();
    await s.close(false);
  });
});
