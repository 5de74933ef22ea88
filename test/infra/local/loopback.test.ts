import { describe, expect, test } from 'vitest';
import { refusal } from '../../../infra/local/loopback.ts';

const PORT = 3000;
const HOST = `127.0.0.1:${PORT}`;

interface Sent {
  readonly url?: string;
  readonly host?: readonly string[];
  readonly origin?: readonly string[];
  readonly port?: number;
}
const refused = ({ url = '/', host = [HOST], origin = [], port = PORT }: Sent) =>
  refusal({ url, headersDistinct: { host: [...host], ...(origin.length > 0 && { origin: [...origin] }) } }, port);

test.each<Sent>([
  { host: ['127.0.0.1:3000'] },
  { host: ['localhost:3000'] },
  { host: ['[::1]:3000'] },
  { host: ['localhost'], port: 80 },
  { host: ['localhost:80'], port: 80 },
  { origin: ['http://localhost:3000'] },
  { url: '/badges?x=http://evil.example' },
])('%j is accepted', (sent) => {
  expect(refused(sent)).toBeUndefined();
});

describe('refuses the host', () => {
  test.each([
    [[]],
    [['']],
    [['evil.example']],
    [['evil.example:3000']],
    [['127.0.0.1']],
    [['127.0.0.1:3001']],
    [['127.0.0.1:03000']],
    [['127.0.0.1:3000:3000']],
    [['127.0.0.1:']],
    [['127.0.0.1:3000 ']],
    [['127.0.0.1:3000, 127.0.0.1:3000']],
    [['127.0.0.1:3000/']],
    [['evil@127.0.0.1:3000']],
    [['127.0.0.1.:3000']],
    [['127.0.0.2:3000']],
    [['127.1:3000']],
    [['2130706433:3000']],
    [['0.0.0.0:3000']],
    [['[::]:3000']],
    [['[0:0:0:0:0:0:0:1]:3000']],
    [['[::ffff:127.0.0.1]:3000']],
    [['::1:3000']],
    [['localhost']],
    [['LOCALHOST:3000']],
    [['Localhost:3000']],
    [['localhost.:3000']],
    [['localhost.localdomain:3000']],
    [['a.localhost:3000']],
    [['http://localhost:3000']],
    [[HOST, HOST]],
    [[HOST, 'evil.example']],
    [['evil.example', HOST]],
  ])('%j', (host) => {
    expect(refused({ host })).toMatch(/^Host is .*, but this port only accepts 127\.0\.0\.1:3000, localhost:3000, /);
  });
});

test.each([`http://${HOST}/badges`, 'http://evil.example/', `${HOST}/badges`, 'evil.example:443', '*', ''])(
  'refuses the target %j, which is not a path',
  (url) => {
    expect(refused({ url })).toMatch(/^The request's target is /);
  },
);

test.each([
  [['null']],
  [['']],
  [['https://localhost:3000']],
  [['http://localhost:3001']],
  [['http://localhost']],
  [['http://LOCALHOST:3000']],
  [['http://localhost.:3000']],
  [['http://localhost:3000/']],
  [['http://evil.example']],
  [['http://localhost:3000', 'http://evil.example']],
])('refuses a request from a page of %j', (origin) => {
  expect(refused({ origin })).toMatch(/^Origin is /);
});
