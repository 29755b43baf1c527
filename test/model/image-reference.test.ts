import { describe, expect, it } from 'vitest';
import { familiarName, fullName, parseImageReference } from '../../src/model/image-reference.js';

const digest = `sha256:${'0'.repeat(64)}`;

describe('an image reference', () => {
  it.each([
    ['busybox', 'docker.io', 'busybox', 'latest'],
    ['busybox:1', 'docker.io', 'busybox', '1'],
    ['docker.io/library/busybox:1', 'docker.io', 'busybox', '1'],
    ['index.docker.io/team/app', 'docker.io', 'team/app', 'latest'],
    ['team/app:v2', 'docker.io', 'team/app', 'v2'],
    ['localhost:5000/app', 'localhost:5000', 'localhost:5000/app', 'latest'],
    ['localhost/app:x', 'localhost', 'localhost/app', 'x'],
    ['ghcr.io/team/app:1.2', 'ghcr.io', 'ghcr.io/team/app', '1.2'],
  ])('%s is taken apart', (text, registry, familiar, tag) => {
    const reference = parseImageReference(text);
    expect([reference.registry, familiarName(reference), reference.tag]).toEqual([registry, familiar, tag]);
  });

  it('with a digest has no default tag', () => {
    expect(parseImageReference(`busybox@${digest}`)).not.toHaveProperty('tag');
    expect(parseImageReference(`busybox:1@${digest}`)).toMatchObject({ tag: '1', digest });
  });
});

it.each([
  ['app', 'docker.io/library/app:latest'],
  ['me/app:1', 'index.docker.io/me/app:1'],
  ['registry.test:5000/app', 'registry.test:5000/app:latest'],
])('%s and %s are the same name', (one, other) => {
  const nameOf = (text: string) => fullName(parseImageReference(text));
  expect(nameOf(one)).toBe(nameOf(other));
});
