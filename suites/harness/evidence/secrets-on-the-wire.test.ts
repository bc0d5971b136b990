import { expect, test } from 'vitest';
import type { Answer, OutgoingRequest } from '../http/send.ts';
import { secretsReceived, secretsSent } from './secrets-on-the-wire.ts';

const long = 'a-value-that-is-long-enough';

const sent = (more: Partial<OutgoingRequest>) =>
  secretsSent({ method: 'POST', url: 'http://127.0.0.1/', headers: [], body: null, ...more }).map(
    ({ kind, value }) => `${kind}: ${value}`,
  );
const received = (more: Partial<Answer>) =>
  secretsReceived({ status: 200, headers: [], body: '', ...more }).map(
    ({ kind, value }) => `${kind}: ${value}`,
  );
const form = (members: Record<string, string>) => new URLSearchParams(members).toString();

test('Basic credentials are learnt in every spelling of the header and each time they stand there', () => {
  const first = Buffer.from('svc:p%3A+w').toString('base64');
  const second = Buffer.from('svc:plain').toString('base64');
  const headers: [string, string][] = [
    ['Authorization', `Basic ${first}`],
    ['authorization', `bAsIc ${second}`],
  ];
  expect(sent({ headers })).toEqual([
    `basic-credentials: ${first}`,
    'client-secret: p%3A+w',
    'client-secret: p: w',
    `basic-credentials: ${second}`,
    'client-secret: plain',
    'client-secret: plain',
  ]);
});

test.for(['!!!', Buffer.from('a-client-without-a-secret').toString('base64')])(
  'Basic credentials that hold no secret are none: %s',
  (credentials) => {
    expect(sent({ headers: [['Authorization', `Basic ${credentials}`]] })).toEqual([]);
  },
);

test('a bearer token is learnt', () => {
  expect(sent({ headers: [['Authorization', `Bearer ${long}`]] })).toEqual([`token: ${long}`]);
});

test('secrets in a form are learnt, its other members are not', () => {
  const body = form({
    client_id: 'svc',
    client_secret: 'p1',
    password: 'p2',
    code: long,
    code_verifier: 'v',
  });
  expect(sent({ body })).toEqual([
    'client-secret: p1',
    'password: p2',
    `authorization-code: ${long}`,
    'code-verifier: v',
  ]);
});

test('secrets in a URL are learnt too', () => {
  const url = `http://127.0.0.1/token?client_secret=p%201&client_assertion=a.b.${long}&scope=api`;
  expect(sent({ url })).toEqual(['client-secret: p 1', `signature: ${long}`]);
});

test.for([
  ['a compact assertion', `e30.e30.${long}`, [long]],
  ['one with a part too many', `e30.e30.${long}.${long}2`, [long, `${long}2`]],
  ['one without a signature', 'e30.e30.', []],
  ['one in JSON', JSON.stringify({ payload: 'e30', signature: long }), [long]],
  [
    'one in JSON with several',
    JSON.stringify({ signatures: [{ signature: long }, { signature: `${long}2` }] }),
    [`${long}2`, long],
  ],
  ['two words', 'abc.def', []],
] as const)('of %s the signatures are learnt', ([, assertion, signatures]) => {
  const expected = signatures.map((signature) => `signature: ${signature}`);
  expect(sent({ body: form({ client_assertion: assertion }) })).toEqual(expected);
});

test('every client_assertion of a request is looked at', () => {
  const body = `client_assertion=a.b.${long}&client_assertion=a.b.${long}2`;
  expect(sent({ body })).toEqual([`signature: ${long}`, `signature: ${long}2`]);
});

test('tokens and secrets in a JSON answer are learnt at whatever depth', () => {
  const body = JSON.stringify({
    scope: 'api',
    access_token: 't1',
    more: [{ id_token: 't2', client_secret: 's' }],
  });
  expect(received({ body })).toEqual(['access-token: t1', 'id-token: t2', 'client-secret: s']);
  const deep = 100_000;
  const hidden = `{"a":${'['.repeat(deep)}${']'.repeat(deep)},"access_token":"t"}`;
  expect(received({ body: hidden })).toEqual(['access-token: t']);
});

test('tokens in a form answer are learnt', () => {
  expect(received({ body: form({ access_token: 't', scope: 'api' }) })).toEqual(['access-token: t']);
});

test('what a redirect carries is learnt', () => {
  const location = `https://client.example/cb?code=${long}&state=s#access_token=t&id_token=i`;
  expect(received({ headers: [['location', location]] })).toEqual([
    `authorization-code: ${long}`,
    'access-token: t',
    'id-token: i',
  ]);
});

test('a cookie that identifies somebody is learnt, an ordinary word is not', () => {
  const headers: [string, string][] = [
    ['Set-Cookie', `sid=${long}; Path=/; HttpOnly`],
    ['set-cookie', `quoted="${long}2"`],
    ['Set-Cookie', 'lang=en; Path=/a-path-that-is-long-enough'],
  ];
  expect(received({ headers })).toEqual([`cookie: ${long}`, `cookie: ${long}2`]);
});

test('an answer that is neither JSON nor form holds nothing to learn', () => {
  for (const body of [
    '',
    '<html>access_token</html>',
    '{"access_token": "cut',
    '[]',
    'null',
    '"access_token"',
  ]) {
    expect(received({ body })).toEqual([]);
  }
});
