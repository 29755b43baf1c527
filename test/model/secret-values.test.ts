import { describe, expect, test } from 'vitest';
import { maskText } from '../../src/model/secret-values.js';

/** Every one of them holds `hunter2` as its secret, or a token that is known by its form. */
const texts = [
  'postgres://shop:hunter2@db:5432/shop',
  'postgres://shop:hunter2%40x@db/shop',
  'postgres://shop:hun@hunter2@db/shop',
  'redis://:hunter2@cache:6379/0',
  'https://hunter2hunter2hunter2@example.com/repo.git',
  'amqp://a:b@one,amqp://c:hunter2@two',
  'shop:hunter2@tcp(db:3306)/shop',
  'wget http://user:hunter2@127.0.0.1/health',
  'serve --password=hunter2 --port 80',
  'serve --password hunter2',
  'serve --db-password="hun hunter2"',
  "serve --password='hun hunter2'",
  'PGPASSWORD=hunter2 psql -c "select 1"',
  'export API_TOKEN=hunter2; serve',
  'Server=db;User=sa;Password=hunter2;Encrypt=yes',
  'Server=db;User Id=sa;Pwd=hunter2',
  'username=shop,password=hunter2,vers=3.0',
  'password=hun,hunter2',
  'https://example.com/hook?id=1&access_token=hunter2&x=1',
  'DefaultEndpointsProtocol=https;AccountKey=hunter2;AccountName=x;SharedAccessKey=hunter2',
  '{"user":"shop","password":"hunter2"}',
  '{"db": {"secret_key" : "hunter2", "port": 1}}',
  '{"token":"a\\"hunter2"}',
  '"{\\"password\\":\\"hunter2\\"}"',
  'password: hunter2',
  'Authorization: Bearer hunter2',
  'curl -H "Authorization: Basic hunter2" http://web/',
  'curl -u admin:hunter2 http://web/',
  'mysqladmin ping -uroot -phunter2',
  'redis-cli -h cache -a hunter2 ping',
  'redis-server --requirepass hunter2',
  '-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----',
];

describe('a secret inside a text is not shown', () => {
  test.each(texts)('%s', (text) => {
    expect(maskText(text)).not.toContain('hunter2');
    expect(maskText(text)).toContain('(hidden)');
  });

  test.each([
    'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
    'AKIAIOSFODNN7EXAMPLE',
    'xoxb-1234567890-abcdefghij',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  ])('%s', (token) => {
    expect(maskText(`run ${token} x`)).toBe('run (hidden) x');
  });
});

describe('what is no secret stays readable', () => {
  test.each([
    'http://web:8080/@vite/client',
    'http://web:8080/health',
    'ssh://git@github.com/x.git',
    'docker.io/library/busybox:1.36@sha256:0123456789abcdef',
    'sleep 100000',
    '{"user":"shop","port":5432}',
    'mysql -h db -P 3306',
    'redis-cli ping',
    'a:b:c',
    '127.0.0.1:8080:80',
    './site:/site:ro',
    'mail@example.com',
    'node --max-old-space-size=512 server.js',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});
