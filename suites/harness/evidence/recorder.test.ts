import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Evidence } from '../../../reports/evidence.ts';
import { type Answer, NoAnswer, type OutgoingRequest } from '../http/send.ts';
import { jwtBearerAssertionType } from '../oauth/assertion.ts';
import { assemble } from '../oauth/jws.ts';
import { Recorder } from './recorder.ts';
import { SecretRegistry } from './secrets.ts';

const request = (more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url: 'http://127.0.0.1/token',
  headers: [],
  body: null,
  ...more,
});
const answer = (more: Partial<Answer> = {}): Answer => ({ status: 200, headers: [], body: '', ...more });

function recorded(sent: OutgoingRequest, got: Answer | NoAnswer, secrets = new SecretRegistry()) {
  const recorder = new Recorder();
  recorder.end(recorder.begin(sent, 'probe'), got);
  return recorder.toEvidence('area/behaviour', null, secrets).exchanges[0];
}

const withAssertion = (assertion: string) =>
  request({
    body: new URLSearchParams({
      client_assertion_type: jwtBearerAssertionType,
      client_assertion: assertion,
    }).toString(),
  });
const compact = (header: string, claims: string) =>
  assemble({ header: Buffer.from(header), claims: Buffer.from(claims), signature: Buffer.alloc(32, 7) });

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const anyHeaders = fc.array(fc.tuple(anyText, anyText), { maxLength: 4 });
const anyRequest = fc.record<OutgoingRequest>({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  url: fc.webUrl(),
  headers: anyHeaders,
  body: fc.oneof(
    fc.constant(null),
    anyText,
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.tuple(fc.json(), fc.json()).map(([header, claims]) => withAssertion(compact(header, claims)).body),
  ),
});
const anyAnswer = fc.oneof(
  fc.record<Answer>({ status: fc.integer({ min: 100, max: 999 }), headers: anyHeaders, body: anyText }),
  anyText.map((message) => new NoAnswer('connection-closed', message)),
);

test('whatever was exchanged, the evidence is of its published format and survives JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyRequest, anyAnswer), { maxLength: 4 }), anyText, (exchanges, secret) => {
      const recorder = new Recorder();
      const secrets = new SecretRegistry();
      secrets.add('code', secret);
      for (const [sent, got] of exchanges) recorder.end(recorder.begin(sent, 'set-up'), got);
      recorder.races.push({ requests: 2, releaseSkewMs: 0.1, ok: 1, refused: 0, unknown: 1 });
      const evidence = recorder.toEvidence('area/behaviour', 'variant', secrets);
      expect(Evidence.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
      expect(evidence.exchanges).toHaveLength(exchanges.length);
    }),
  );
});

test('exchanges stay in the order they began, each with its answer and its final role', () => {
  const recorder = new Recorder();
  const first = recorder.begin(request({ url: 'http://127.0.0.1/1' }), 'probe');
  const second = recorder.begin(request({ url: 'http://127.0.0.1/2' }), 'probe');
  recorder.end(second, answer({ status: 400 }));
  recorder.end(first, answer({ status: 200 }));
  first.role = 'control';
  const { exchanges } = recorder.toEvidence('area/behaviour', null, new SecretRegistry());
  expect(exchanges.map(({ role, request, response }) => [role, request.url, response?.status])).toEqual([
    ['control', 'http://127.0.0.1/1', 200],
    ['probe', 'http://127.0.0.1/2', 400],
  ]);
});

test('an exchange that never ended has neither answer nor error', () => {
  const recorder = new Recorder();
  recorder.begin(request(), 'probe');
  expect(recorder.toEvidence('a/b', null, new SecretRegistry()).exchanges).toMatchObject([
    { response: null, error: null },
  ]);
});

test('assertions are shown decoded, without their signature', () => {
  const header = { alg: 'ES256', kid: 'one' };
  const claims = { iss: 'svc', aud: ['https://a.example'], exp: 1700000000 };
  const assertion = compact(JSON.stringify(header), JSON.stringify(claims));
  expect(recorded(withAssertion(assertion), answer())?.assertions).toEqual([{ header, claims }]);
});

test('what is no assertion stands in the body only', () => {
  for (const malformed of ['abc', '..', compact('not json', '{}')]) {
    const exchange = recorded(withAssertion(malformed), answer());
    expect(exchange?.assertions).toEqual([]);
    expect(exchange?.request.body).toContain(malformed);
  }
});

test('claims that nest too deep to be read stand in the body only', () => {
  const nested = (depth: number) => compact('{}', `${'['.repeat(depth)}${']'.repeat(depth)}`);
  expect(recorded(withAssertion(nested(2_500)), answer())?.assertions).toEqual([]);
  expect(recorded(withAssertion(nested(20)), answer())?.assertions).toHaveLength(1);
});

test('secrets are masked in every part of an exchange', () => {
  const secrets = new SecretRegistry();
  const secret = secrets.add('code', 'hunter22');
  const headers: [string, string][] = [[`X-${secret}`, `say ${secret}`]];
  const claims = JSON.stringify({ [secret]: [secret] });
  const sent = { ...withAssertion(compact('{}', claims)), headers, url: `http://127.0.0.1/?code=${secret}` };
  for (const got of [answer({ headers, body: secret }), new NoAnswer('unreachable', `no ${secret}`)]) {
    const evidence = JSON.stringify(recorded(sent, got, secrets));
    expect(evidence).not.toContain(secret);
    expect(evidence).not.toContain(Buffer.from(secret).toString('base64url').slice(0, 10));
  }
});

test('long texts are cut only after they are masked, so no half of a secret is left', () => {
  const secrets = new SecretRegistry();
  const secret = secrets.add('access-token', 's3cr3t-'.repeat(20));
  for (let before = 8_192 - secret.length; before <= 8_192; before += 20) {
    const exchange = recorded(
      request({ body: 'x'.repeat(before) + secret }),
      answer({ body: 'x'.repeat(before) + secret }),
      secrets,
    );
    expect(exchange?.request.body).not.toContain('s3cr3t');
    expect(exchange?.response?.body).not.toContain('s3cr3t');
  }
});

test('what is cut is counted', () => {
  const body = recorded(request(), answer({ body: 'x'.repeat(8_200) }))?.response?.body;
  expect(body).toBe(`${'x'.repeat(8_192)}… (8 more characters)`);
  expect(recorded(request(), answer({ body: 'x'.repeat(8_192) }))?.response?.body).toHaveLength(8_192);
});
