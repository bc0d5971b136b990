import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { keySet, Sink } from './sink.ts';
import { closedPort } from './testing/test-server.ts';

const document = { type: 'text/plain', body: 'a document' };

test('what is offered is served at a URL of its own, and its fetches are counted', async () => {
  await using sink = new Sink();
  const [one, other] = await Promise.all([sink.offer(document), sink.offer(document)]);
  const answer = await fetch(one.url);
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/plain', 'a document']);
  expect(answer.headers.get('cache-control')).toBeNull();
  expect([one.fetches(), other.fetches()]).toEqual([1, 0]);
});

test('an offered document may name its own URL', async () => {
  await using sink = new Sink();
  const { url } = await sink.offer((url) => keySet([{ kty: 'OKP', kid: url }]));
  expect(await (await fetch(url)).json()).toEqual({ keys: [{ kty: 'OKP', kid: url }] });
});

test('what was never offered is not found', async () => {
  await using sink = new Sink();
  const { url } = await sink.offer(document);
  expect((await fetch(`${url}/else`)).status).toBe(404);
});

test('a document is replaced where it is', async () => {
  await using sink = new Sink();
  const { url } = await sink.offer(keySet([{ kty: 'OKP', kid: 'a' }]));
  sink.replace(url, keySet([]));
  expect(await (await fetch(url)).json()).toEqual({ keys: [] });
});

test('offers go where the operator lets the harness serve', async () => {
  await using sink = new Sink();
  const url = `http://127.0.0.1:${await closedPort()}/keys`;
  await sink.serve(url, document);
  const offered = await sink.offer(document);
  expect(new URL(offered.url).origin).toBe(new URL(url).origin);
  expect(await (await fetch(offered.url)).text()).toBe('a document');
});

test('over TLS every connection counts', async () => {
  await using sink = new Sink();
  const { url, fetches } = await sink.offerOverTls();
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
  expect(fetches()).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  const socket = connect(Number(new URL(url).port), '127.0.0.1').resume();
  await once(socket, 'close');
  expect(fetches()).toBe(2);
});
