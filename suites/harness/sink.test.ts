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
  const { url, fetches } = await sink.offer(document);
  expect((await fetch(new URL('/.well-known/openid-configuration', url))).status).toBe(404);
  expect(fetches()).toBe(0);
});

test('what is asked below an offer, or at its well-known places, is about the offer', async () => {
  await using sink = new Sink();
  const [one, other] = await Promise.all([sink.offer(document), sink.offer(document)]);
  const { origin, pathname } = new URL(one.url);
  for (const url of [
    `${one.url}/jwks.json?as=json`,
    `${one.url}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${pathname}`,
  ])
    expect(await (await fetch(url)).text()).toBe('a document');
  expect([one.fetches(), sink.fetches(one.url), other.fetches()]).toEqual([3, 3, 0]);
});

test('at an origin that is offered every place counts', async () => {
  await using sink = new Sink();
  const [one, other] = await Promise.all(
    [1, 2].map(() => sink.offerOrigin((url) => ({ type: 'text/plain', body: url }))),
  );
  const { url, fetches } = one ?? expect.fail();
  expect(new URL(url).origin).toBe(url);
  for (const path of ['', '/.well-known/openid-configuration'])
    expect(await (await fetch(`${url}${path}`)).text()).toBe(url);
  expect([fetches(), other?.fetches()]).toEqual([2, 0]);
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
