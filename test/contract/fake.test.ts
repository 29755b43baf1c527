import { beforeEach, describe } from 'vitest';
import { FakeEngine } from '../fakes/fake-engine.js';
import { engineContract } from './engine-contract.js';
import type { Program, Subject } from './world.js';

const image = 'stack-test/busybox:1';

describe('the fake engine', () => {
  let subject: Subject;

  beforeEach(() => {
    const programs = new Map<string, Program>();
    const engine = new FakeEngine({
      images: [image],
      behaviours: ({ name }) => behaviourOf(programs.get(name) ?? {}),
    });
    let port = 20_000;
    subject = {
      engine,
      image,
      prefix: 'stacktest',
      programmed: (name, program) => {
        programs.set(name, program);
        return program.health === undefined ? {} : { healthcheck: { test: ['CMD', 'true'] } };
      },
      freePort: async () => port++,
    };
  });

  engineContract(() => subject);
});

function behaviourOf({ prints = [], printsErrors = [], exits, health }: Program) {
  const logs = [
    ...prints.map((text) => ({ stream: 'stdout', text }) as const),
    ...printsErrors.map((text) => ({ stream: 'stderr', text }) as const),
  ];
  return {
    logs,
    unhealthy: health === 'unhealthy',
    ...(exits === undefined ? {} : { exit: { code: exits } }),
  };
}
