import { describe, expect, it } from 'vitest';
import type { Port } from '../../src/model/project.js';
import { makeProject, plan, prepared } from './make-project.js';

const port = (published: string, host_ip?: string): Port => ({
  target: 80,
  published,
  protocol: 'tcp',
  ...(host_ip === undefined ? {} : { host_ip }),
});

const refusal = (...ports: readonly [Port, Port]) => {
  const project = makeProject({ a: { ports: [ports[0]] }, b: { ports: [ports[1]] } });
  try {
    plan(project, prepared);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe('a port that two containers would both have to hold', () => {
  it.each([
    [port('8080'), port('8080')],
    [port('8080'), port('8080', '127.0.0.1')],
    [port('8080', '0.0.0.0'), port('8080', '127.0.0.1')],
    [port('8080', '::'), port('8080', '::1')],
  ])('is refused before anything is changed: %j and %j', (one, other) => {
    expect(refusal(one, other)).toBe('a and b cannot both publish port 8080/tcp');
  });

  it.each([
    [port('8080'), port('8081')],
    [port('8080'), { ...port('8080'), protocol: 'udp' }],
    [port('8080', '127.0.0.1'), port('8080', '127.0.0.2')],
    [port('8080', '0.0.0.0'), port('8080', '::')],
    [port('8080-8081'), port('8080-8081')],
    [port('0'), port('0')],
  ])('is not seen where there is none: %j and %j', (one, other) => {
    expect(refusal(one, other)).toBeUndefined();
  });

  it('is refused for the replicas of one service', () => {
    const project = makeProject({ web: { ports: [port('8080')], scale: 2 } });
    expect(() => plan(project, prepared)).toThrow(
      'web cannot have 2 containers that all publish port 8080/tcp',
    );
  });

  it('is no conflict with a job that has ended by then, nor with a service that is scaled to none', () => {
    const job = { ports: [port('8080')] };
    const web = { ports: [port('8080')] };
    const after = { job: { condition: 'service_completed_successfully', required: true } } as const;
    expect(plan(makeProject({ job, web: { ...web, depends_on: after } }), prepared).nodes).not.toEqual([]);
    expect(plan(makeProject({ job: { ...job, scale: 0 }, web }), prepared).nodes).not.toEqual([]);
  });
});
