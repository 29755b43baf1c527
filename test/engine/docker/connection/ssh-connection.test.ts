import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { SshConnection } from '../../../../src/engine/docker/connection/ssh-connection.js';

const env = { PATH: process.env['PATH'] };

describe('a connection through a program', () => {
  it('carries bytes both ways until both ends are done', async () => {
    const connection = new SshConnection('cat', [], env);
    connection.end('there and back');
    expect(await text(connection)).toBe('there and back');
  });

  it('fails with what the program said', async () => {
    const connection = new SshConnection('sh', ['-c', 'echo "box: Permission denied" >&2; exit 255'], env);
    const [error] = await once(connection, 'error');
    expect(error).toMatchObject({ message: 'box: Permission denied' });
  });

  it('fails when there is no such program', async () => {
    const [error] = await once(new SshConnection('stack-no-such-program', [], env), 'error');
    expect(error).toMatchObject({ code: 'ENOENT' });
  });
});
