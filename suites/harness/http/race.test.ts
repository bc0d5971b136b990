import { expect, test } from 'vitest';
import { closedPort, startRawServer, startTestServer } from '../testing/test-server.ts';
import { sendTogether } from './race.ts';
import { type Answer, defaultTimeLimits, NoAnswer, type OutgoingRequest } from './send.ts';

const never = new AbortController().signal;
const post = (url: string, body: string): OutgoingRequest => ({ method: 'POST', url, headers: [], body });

/** A server that notes each connection and each chunk in the order they come, and answers a body that ends in `!`. */
async function startNotingServer(answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') {
  const notes: string[] = [];
  const server = await startRawServer((socket) => {
    notes.push('connection');
    socket.on('data', (chunk: Buffer) => {
      notes.push(chunk.length === 1 ? 'last byte' : 'all but the last byte');
      if (chunk.at(-1) === '!'.charCodeAt(0)) socket.end(answer);
    });
  });
  return { ...server, notes };
}

// On a busy machine a server may read late, and then the last byte together with the rest.
test('each request has a connection of its own, and its last byte comes when all the rest is there', {
  retry: 5,
}, async () => {
  await using server = await startNotingServer();
  const requests = Array.from({ length: 20 }, (_, i) => post(server.url, `request=${i}!`));
  const { answers, releaseSkewMs } = await sendTogether(requests, defaultTimeLimits, never);
  expect(answers.map((answer) => (answer as Answer).status)).toEqual(Array(20).fill(200));
  expect(server.notes.filter((note) => note === 'connection')).toHaveLength(20);
  expect(server.notes.slice(-20)).toEqual(Array(20).fill('last byte'));
  expect(releaseSkewMs).toBeLessThan(1000);
});

test('answers keep the order of their requests', async () => {
  await using server = await startTestServer(({ body }) => ({ body }));
  const bodies = Array.from({ length: 8 }, (_, i) => `number ${i}`);
  const { answers } = await sendTogether(
    bodies.map((body) => post(server.url, body)),
    defaultTimeLimits,
    never,
  );
  expect(answers.map((answer) => (answer as Answer).body)).toEqual(bodies);
});

test('what became of a request whose connection was lost is unknown, and the others still count', async () => {
  let connections = 0;
  await using server = await startRawServer((socket) => {
    const isLost = ++connections === 2;
    socket.on('data', (chunk: Buffer) => {
      if (isLost) socket.resetAndDestroy();
      else if (chunk.length === 1) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const requests = Array.from({ length: 4 }, () => post(server.url, 'ab'));
  const { answers } = await sendTogether(requests, defaultTimeLimits, never);
  expect(answers.filter((answer) => answer instanceof NoAnswer)).toMatchObject([
    { code: 'connection-closed' },
  ]);
  expect(answers.filter((answer) => !(answer instanceof Error))).toHaveLength(3);
});

test('an address that cannot be reached is unknown too', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const { answers } = await sendTogether([post(url, 'ab'), post(url, 'ab')], defaultTimeLimits, never);
  expect(answers).toMatchObject([{ code: 'unreachable' }, { code: 'unreachable' }]);
});

test('one who answers early does not hold up the race', async () => {
  await using server = await startRawServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n'));
  });
  const { answers } = await sendTogether([post(server.url, 'ab')], defaultTimeLimits, never);
  expect(answers).toMatchObject([{ status: 429 }]);
});

test('a cancelled race ends at once', async () => {
  await using server = await startNotingServer();
  const cancel = new AbortController();
  const racing = sendTogether(
    [post(server.url, 'ab'), post(server.url, 'ab')],
    defaultTimeLimits,
    cancel.signal,
  );
  cancel.abort(new Error('enough'));
  await expect(racing).rejects.toThrow();
});

test('a body of one byte cannot be raced', async () => {
  await expect(sendTogether([post('http://127.0.0.1:1', 'a')], defaultTimeLimits, never)).rejects.toThrow(
    new TypeError('a raced request needs a body of two bytes at least'),
  );
});
