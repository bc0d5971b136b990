import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Recorder } from './evidence/recorder.ts';
import { SecretRegistry } from './evidence/secrets.ts';
import { CaseExchange } from './exchange.ts';
import { RateCap } from './http/rate-cap.ts';
import { defaultTimeLimits, NoAnswer, type OutgoingRequest } from './http/send.ts';
import { encodings, waysItShows } from './testing/encodings.ts';
import { closedPort, startTestServer } from './testing/test-server.ts';

function exchangeWith(baseUrls: string[], more: { signal?: AbortSignal; cap?: RateCap } = {}) {
  return new CaseExchange({
    recorder: new Recorder(),
    secrets: new SecretRegistry(),
    baseUrls,
    headers: { 'X-Every': 'request' },
    limits: defaultTimeLimits,
    cap: more.cap ?? null,
    signal: more.signal ?? new AbortController().signal,
  });
}

const post = (url: string, body = 'a=1'): OutgoingRequest => ({ method: 'POST', url, headers: [], body });

const evidenceOf = ({ recorder, secrets }: CaseExchange) =>
  recorder.toEvidence('area/behaviour', null, secrets);

test('what was sent and answered is recorded, with the headers of every request', async () => {
  await using server = await startTestServer(() => ({ status: 201, body: 'made' }));
  const exchange = exchangeWith([server.url]);
  const { answer } = await exchange.send(post(server.url), 'set-up');
  expect(answer).toMatchObject({ status: 201, body: 'made' });
  expect(server.arrived[0]?.header('x-every')).toBe('request');
  expect(evidenceOf(exchange).exchanges).toMatchObject([
    {
      role: 'set-up',
      request: { headers: [['X-Every', 'request']], body: 'a=1' },
      response: { body: 'made' },
    },
  ]);
});

test('a lost connection is recorded and is no exception', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/`;
  const exchange = exchangeWith([url]);
  const { answer } = await exchange.send(post(url), 'probe');
  expect(answer).toBeInstanceOf(NoAnswer);
  expect(evidenceOf(exchange).exchanges).toMatchObject([
    { response: null, error: expect.stringContaining('cannot connect') },
  ]);
});

test('no secret that passed either way is left in the evidence, even one that the answer repeats', async () => {
  const [basicSecret = '', posted = '', signature = '', token = '', cookie = ''] = Array.from(
    { length: 5 },
    () => randomBytes(24).toString('base64'),
  );
  const all = [basicSecret, posted, signature, token, cookie];
  const everyForm = all.flatMap((secret) => Object.values(encodings).map((encode) => encode(secret)));
  await using server = await startTestServer(({ path }) => ({
    headers: { 'Set-Cookie': `sid=${cookie}` },
    body: path === '/echo' ? everyForm.join(' ') : { access_token: token },
  }));
  const exchange = exchangeWith([server.url]);
  const body = new URLSearchParams({ client_secret: posted, client_assertion: `e30.e30.${signature}` });
  await exchange.send(
    {
      ...post(server.url, body.toString()),
      headers: [['authorization', `Basic ${Buffer.from(`svc:${basicSecret}`).toString('base64')}`]],
    },
    'probe',
  );
  await exchange.send(post(`${server.url}/echo`, everyForm.join('&')), 'probe');
  const evidence = JSON.stringify(evidenceOf(exchange));
  expect(all.flatMap((secret) => waysItShows(evidence, secret))).toEqual([]);
});

test('a race is spread over the instances, and what it says is learnt and recorded', async () => {
  const answer = () => ({ body: { access_token: 'a token to be masked' } });
  await using one = await startTestServer(answer);
  await using two = await startTestServer(answer);
  const exchange = exchangeWith([one.url, two.url]);
  const requests = Array.from({ length: 5 }, () => post(`${one.url}/token?a=b`));
  const { results } = await exchange.race(requests);
  expect([one.arrived.length, two.arrived.length]).toEqual([3, 2]);
  expect(two.arrived[0]?.path).toBe('/token?a=b');
  expect(results.map(({ exchange }) => new URL(exchange.request.url).origin)).toEqual([
    one.url,
    two.url,
    one.url,
    two.url,
    one.url,
  ]);
  expect(JSON.stringify(evidenceOf(exchange))).not.toContain('a token to be masked');
});

test('a race may go to the first instance alone', async () => {
  await using one = await startTestServer(() => ({}));
  await using two = await startTestServer(() => ({}));
  await exchangeWith([one.url, two.url]).race([post(one.url), post(one.url)], 'one');
  expect([one.arrived.length, two.arrived.length]).toEqual([2, 0]);
});

test('a race for somewhere else stays there', async () => {
  await using instance = await startTestServer(() => ({}));
  await using elsewhere = await startTestServer(() => ({}));
  const { results } = await exchangeWith([instance.url, instance.url]).race([
    post(elsewhere.url),
    post(elsewhere.url),
  ]);
  expect([results.length, elsewhere.arrived.length, instance.arrived.length]).toEqual([2, 2, 0]);
});

test('a cancelled case sends nothing more, but tidies up', async () => {
  await using server = await startTestServer(() => ({}));
  const exchange = exchangeWith([server.url], { signal: AbortSignal.abort(new Error('cancelled')) });
  await expect(exchange.send(post(server.url), 'probe')).rejects.toThrow('cancelled');
  await exchange.tidyUp({ ...post(`${server.url}/tidy`), method: 'DELETE' });
  expect(server.arrived.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /tidy']);
});

test('tidying up never fails', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/`;
  const exchange = exchangeWith([url]);
  await exchange.tidyUp(post(url));
  await exchange.tidyUp({ ...post(url), headers: [['Authorization', 'Bearer not\nsendable']] });
  expect(evidenceOf(exchange).exchanges).toHaveLength(2);
});

test('the cap spaces requests, and a race counts for each of its requests', async () => {
  await using server = await startTestServer(() => ({}));
  const exchange = exchangeWith([server.url], { cap: new RateCap(100) });
  const began = performance.now();
  await exchange.race(Array.from({ length: 5 }, () => post(server.url)));
  await exchange.send(post(server.url), 'probe');
  await exchange.send(post(server.url), 'probe');
  // Five of a race take 50 ms of the budget, the first send 10 more.
  expect(performance.now() - began).toBeGreaterThanOrEqual(59);
});
