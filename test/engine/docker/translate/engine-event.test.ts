import { describe, expect, it } from 'vitest';
import { engineEvent } from '../../../../src/engine/docker/translate/engine-event.js';

function line(action: string, attributes: Readonly<Record<string, string>> = {}): string {
  const actor = { ID: 'abc', Attributes: { name: 'web-1', image: 'busybox', role: 'front', ...attributes } };
  const message = JSON.stringify({ Type: 'container', Action: action, Actor: actor, time: 1_795_357_611 });
  return message.replace(/}$/, ',"timeNano":1795357611123456789}');
}

describe('an event of the engine', () => {
  it('keeps every digit of its time, and only the labels of its attributes', () => {
    expect(engineEvent(line('start'))).toEqual({
      action: 'started',
      id: 'abc',
      name: 'web-1',
      labels: { role: 'front' },
      timeNano: '1795357611123456789',
    });
  });

  it('is not misled by a label that looks like a time', () => {
    expect(engineEvent(line('start', { note: '"timeNano":1' }))?.timeNano).toBe('1795357611123456789');
  });

  it.each([
    ['die', { exitCode: '137' }, { action: 'died', exitCode: 137 }],
    ['health_status: healthy', {}, { action: 'health', status: 'healthy' }],
    ['destroy', {}, { action: 'removed' }],
    ['oom', {}, { action: 'out-of-memory' }],
  ])('%s is understood', (action, attributes, expected) => {
    expect(engineEvent(line(action, attributes))).toMatchObject(expected);
  });

  it.each(['exec_start: sh', 'health_status: none', 'attach'])('%s is passed over', (action) => {
    expect(engineEvent(line(action))).toBeUndefined();
  });
});
