import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { closedPort, startRawServer, startTestServer } from '../testing/test-server.ts';
import { NoAnswer, type OutgoingRequest, send } from './send.ts';

const post = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url,
  headers: [],
  body: 'a=1',
  ...more,
});

/** Short, so that a test of a limit ends soon; long enough for a busy machine to answer at once. */
const soon = { connectMs: 5_000, answerMs: 150 };

async function problemOf(sending: Promise<unknown>): Promise<Error> {
  const [{ status, ...outcome }] = await Promise.allSettled([sending]);
  if (status === 'fulfilled') throw new Error('there was an answer');
  return (outcome as PromiseRejectedResult).reason;
}

/** A server that says this as soon as a request begins to arrive, then ends or cuts the connection. */
const startSaying = (text: string, then: 'end' | 'cut' | 'keep' = 'end') =>
  startRawServer((socket) =>
    socket.once('data', () =>
      socket.write(text, () => {
        if (then === 'end') socket.end();
        if (then === 'cut') socket.resetAndDestroy();
      }),
    ),
  );

test('a request arrives as it was given: own Host, repeated headers in their order, and no others', async () => {
  await using server = await startTestServer(() => ({ body: 'fine' }));
  const headers: [string, string][] = [
    ['Host', 'other.example'],
    ['X-Twice', '1'],
    ['x-TWICE', '2'],
    ['Authorization', 'Basic Og=='],
    ['authorization', 'Basic eA=='],
  ];
  const { status, body } = await send(post(`${server.url}/a?b=c`, { headers, body: 'x=1&x=2' }));
  expect([status, body]).toEqual([200, 'fine']);
  const [arrived] = server.arrived;
  expect([arrived?.method, arrived?.path, arrived?.body]).toEqual(['POST', '/a?b=c', 'x=1&x=2']);
  expect(arrived?.headers).toEqual([...headers, ['Connection', 'close'], ['Content-Length', '7']]);
});

test('Host is the address where none is given', async () => {
  await using server = await startTestServer(() => ({}));
  await send(post(server.url));
  expect(server.arrived[0]?.header('host')).toBe(`127.0.0.1:${server.port}`);
});

test('a request without a body has no Content-Length', async () => {
  await using server = await startTestServer(() => ({}));
  await send({ method: 'GET', url: server.url, headers: [], body: null });
  expect(server.arrived[0]?.headers.map(([name]) => name)).toEqual(['Host', 'Connection']);
});

test('an own Transfer-Encoding is not joined by a Content-Length', async () => {
  await using server = await startTestServer(({ body }) => ({ body }));
  const { body } = await send(post(server.url, { headers: [['Transfer-Encoding', 'chunked']] }));
  expect(body).toBe('a=1');
  expect(server.arrived[0]?.header('content-length')).toBeUndefined();
});

test('bytes that are no text arrive as they are', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  const { promise, resolve } = Promise.withResolvers<string>();
  await using server = await startRawServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('latin1');
      if (!text.endsWith(bytes.toString('latin1'))) return;
      resolve(text);
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
  });
  expect((await send(post(server.url, { body: bytes }))).status).toBe(204);
  expect(await promise).toContain('Content-Length: 5\r\n');
});

test('a redirect is an answer and is not followed', async () => {
  await using server = await startTestServer(() => ({ status: 302, headers: { Location: '/elsewhere' } }));
  const { status, headers } = await send(post(server.url));
  expect([status, headers.find(([name]) => name === 'Location')]).toEqual([302, ['Location', '/elsewhere']]);
  expect(server.arrived).toHaveLength(1);
});

test('headers of an answer keep their order, spelling and repeats', async () => {
  await using server = await startSaying('HTTP/1.1 200 OK\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 0\r\n\r\n');
  const { headers } = await send(post(server.url));
  expect(headers.slice(0, 2)).toEqual([
    ['X-a', '1'],
    ['x-A', '2'],
  ]);
});

test.for([
  ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n'],
  ['that ends with the connection', '\r\nabcde'],
  ['after an interim answer', 'Content-Length: 5\r\n\r\nabcde'],
])('an answer %s is read whole', async ([what = '', rest = '']) => {
  const interim = what === 'after an interim answer' ? 'HTTP/1.1 100 Continue\r\n\r\n' : '';
  await using server = await startSaying(`${interim}HTTP/1.1 200 OK\r\n${rest}`);
  expect((await send(post(server.url))).body).toBe('abcde');
});

test.for([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('an answer that was compressed by %s is read', async ([coding, compress]) => {
  await using server = await startTestServer(() => ({
    headers: { 'Content-Encoding': coding },
    body: compress('{"access_token":"x"}'),
  }));
  expect((await send(post(server.url))).body).toBe('{"access_token":"x"}');
});

test('what says it is gzip and is not stays as it was sent', async () => {
  await using server = await startTestServer(() => ({
    headers: { 'Content-Encoding': 'gzip' },
    body: 'plain',
  }));
  expect((await send(post(server.url))).body).toBe('plain');
});

test('of an over-long answer the first MiB is kept', async () => {
  await using server = await startTestServer(() => ({ body: 'x'.repeat(3 << 20) }));
  expect((await send(post(server.url))).body).toHaveLength(1 << 20);
});

test('an early refusal is heard while the body is still being written', async () => {
  const refusal = 'HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
  await using server = await startSaying(refusal, 'keep');
  const { status } = await send(post(server.url, { body: 'x'.repeat(8 << 20) }));
  expect(status).toBe(413);
});

test('nobody listening is unreachable', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/token`;
  const problem = await problemOf(send(post(`${url}?code=secret`)));
  expect(problem).toBeInstanceOf(NoAnswer);
  expect(problem).toMatchObject({ code: 'unreachable' });
  expect(problem.message).toBe(`POST ${url}: cannot connect (ECONNREFUSED)`);
});

test('a connection that was made while we were busy is no missing one', async () => {
  await using server = await startTestServer(() => ({ body: 'here' }));
  const limits = { connectMs: 20, answerMs: 2_000 };
  const sent = send({ method: 'GET', url: server.url, headers: [], body: null }, limits);
  const until = performance.now() + 60;
  while (performance.now() < until);
  expect((await sent).body).toBe('here');
});

test('an address that never connects is given up in time', async () => {
  // A listener that accepts the connection but never speaks TLS.
  await using server = await startRawServer(() => undefined);
  const url = `https://127.0.0.1:${server.port}/`;
  expect(await problemOf(send(post(url), { connectMs: 50, answerMs: 5_000 }))).toMatchObject({
    code: 'connect-timeout',
  });
});

test.for([
  ['never comes', ''],
  ['stops in its headers', 'HTTP/1.1 200 OK\r\nContent-'],
  ['stops in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
])('an answer that %s is given up in time', async ([, said = '']) => {
  await using server = await startSaying(said, 'keep');
  expect(await problemOf(send(post(server.url), soon))).toMatchObject({ code: 'answer-timeout' });
});

test.for([
  ['before the answer', 'end', ''],
  ['before the answer', 'cut', ''],
  ['in its headers', 'end', 'HTTP/1.1 200 OK\r\nContent-'],
  ['in its body', 'end', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
  ['in its body', 'cut', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
  ['in a chunk', 'end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc'],
] as const)('a connection that is lost %s (%s) is told so', async ([, how, said]) => {
  await using server = await startSaying(said, how);
  expect(await problemOf(send(post(server.url)))).toMatchObject({ code: 'connection-closed' });
});

test('what is no HTTP is no answer', async () => {
  await using server = await startSaying('SSH-2.0-OpenSSH_9.2\r\n');
  expect(await problemOf(send(post(server.url)))).toMatchObject({ code: 'connection-closed' });
});

test.for([
  ['before it is sent', null],
  ['while it waits', ''],
  ['while its answer is read', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
])('a request that is cancelled %s is no lost connection', async ([, said = '']) => {
  const cancel = new AbortController();
  const { promise: arrived, resolve } = Promise.withResolvers<void>();
  await using server = await startRawServer((socket) => {
    socket.once('data', () => socket.write(said || ' ', () => resolve()));
  });
  if (said === null) cancel.abort();
  const sending = problemOf(Promise.resolve().then(() => send(post(server.url), undefined, cancel.signal)));
  if (said !== null) await arrived;
  cancel.abort();
  expect(await sending).not.toBeInstanceOf(NoAnswer);
});

test('every request has a connection of its own', async () => {
  let connections = 0;
  await using server = await startRawServer((socket) => {
    connections++;
    socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
    void once(socket, 'end');
  });
  await send(post(server.url));
  await send(post(server.url));
  expect(connections).toBe(2);
});
