import { describe, expect, it } from 'vitest';
import { sessionLabels, sessionOf } from '../../src/model/session.js';
import { judgeSession, type SessionAge } from '../../src/model/session-verdict.js';

const now = Date.parse('2026-11-27T12:00:00Z');
const fates = { alive: 'running', dead: 'gone', elsewhere: 'unknown' } as const;
const onlooker = {
  host: 'here',
  now,
  fateOf: (process: string) => (process in fates ? fates[process as keyof typeof fates] : 'unknown'),
};
const startedAt = '2026-11-27T11:00:00Z';
const owner = (process?: string, host = 'here', expiresAt?: string) => ({
  host,
  startedAt,
  ...(process !== undefined && { process }),
  ...(expiresAt !== undefined && { expiresAt }),
});
const verdict = (
  owners: readonly ReturnType<typeof owner>[],
  age: SessionAge = {},
  isFolderThere: boolean | undefined = true,
) => {
  const judged = judgeSession({ owners, isFolderThere }, onlooker, age);
  return judged.kind === 'in use' ? judged.kind : judged.because;
};
const hour = 60 * 60 * 1000;

describe('whether a copy may be removed', () => {
  it('one whose process is gone may, one whose process runs may not, whatever its age', () => {
    expect(verdict([owner('dead')])).toBe('process gone');
    expect(verdict([owner('alive')], { olderThanMs: 0, withoutFolder: true }, false)).toBe('in use');
    expect(verdict([owner('dead'), owner('alive')])).toBe('in use');
  });

  it('a process of another host, or of another namespace, is not known to be gone', () => {
    expect(verdict([owner('dead', 'elsewhere')])).toBe('in use');
    expect(verdict([owner('elsewhere')])).toBe('in use');
  });

  it('what outlives its process stays until its time is up, its folder is gone or it is called old', () => {
    expect(verdict([owner()])).toBe('in use');
    expect(verdict([owner(undefined, 'elsewhere', '2026-11-27T11:59:59Z')])).toBe('expired');
    expect(verdict([owner(undefined, 'here', '2026-11-27T12:00:01Z')])).toBe('in use');
    expect(verdict([owner()], {}, false)).toBe('in use');
    expect(verdict([owner()], { withoutFolder: true }, false)).toBe('folder gone');
    expect(verdict([owner(undefined, 'elsewhere')], { withoutFolder: true }, false)).toBe('in use');
    expect(verdict([owner()], { withoutFolder: true }, undefined)).toBe('in use');
    expect(verdict([owner(undefined, 'elsewhere')], { olderThanMs: hour })).toBe('old');
    expect(verdict([owner()], { olderThanMs: hour + 1 })).toBe('in use');
  });

  it('labels tell again what was written into them', () => {
    const whole = owner('alive', 'here', '2026-11-28T00:00:00Z');
    expect(sessionOf(sessionLabels({ name: 'shop-7', owner: whole }))).toEqual({
      project: 'shop-7',
      ...whole,
    });
    expect(sessionOf(sessionLabels({ name: 'shop-7', owner: owner() }))).toEqual({
      project: 'shop-7',
      ...owner(),
    });
    expect(sessionOf(sessionLabels({ name: 'shop' }))).toBeUndefined();
  });
});
