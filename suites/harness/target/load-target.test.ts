import { expect, test } from 'vitest';
import { loadTargetFile } from './load-target.ts';
import { makeFolder, newKeyFile } from './test-folder.ts';

const head = 'name: some-idp\nbaseUrls: [http://localhost:8080]\n';
const oauth = `${head}oauth:\n  issuer: http://localhost:8080\n`;
const client = (text: string) => `${oauth}  clients:\n    - { ${text} }\n`;
const secret = 'secret: { file: ./secret }';
const key = 'key: { file: ./any.jwk.json }';

/** What is written, and the one line that comes of it. */
const bad: Record<string, [yaml: string | Uint8Array, problem: string]> = {
  'an empty file': [
    '',
    'target.yaml: the file is empty; expected at least name, baseUrls or launch, and oauth',
  ],
  'a file of comments': [
    '# nothing\n',
    'target.yaml: the file is empty; expected at least name, baseUrls or launch, and oauth',
  ],
  'bytes that are no text': [new Uint8Array([0xff, 0xfe]), 'target.yaml: the file is not UTF-8 text'],
  'an open bracket': [
    `${head}features: [totp\n`,
    'target.yaml:4:1: expected ] before here, or this line further to the right',
  ],
  'wrong indentation': [
    `${head}oauth:\n  issuer: http://localhost:8080\n   clients: []\n`,
    'target.yaml:5:4 clients: expected in column 3, like issuer (line 4)',
  ],
  'a key too far to the left': [
    `${head}oauth:\nissuer: x\n`,
    'target.yaml:3:1 oauth: expected a map; found nothing\ntarget.yaml:4:1: unknown key "issuer"; known are extends, name, version, baseUrls, launch, headers, concurrency, features, oauth, capabilities, profile, operations, outcome, session',
  ],
  'a tab': [`${head}oauth:\n\tissuer: x\n`, 'target.yaml:4:1 issuer: expected spaces; found a tab'],
  'a list for a map': ['- name: x\n', 'target.yaml:1:1: expected a map; found a list of 1'],
  'an unknown key': [
    `${head}feature: [totp]\n`,
    'target.yaml:3:1: unknown key "feature"; did you mean "features"?',
  ],
  'an unknown key of a client': [
    client('id: a, methods: none'),
    'target.yaml:6:16 oauth.clients[0]: unknown key "methods"; did you mean "method"?',
  ],
  'a key of a later version': [
    `${head}operations: { signIn: { post: / } }\n`,
    'target.yaml:3:1 operations: not understood by this version of authproof, which reads the OAuth part of a target file',
  ],
  'a capability of a later version': [
    `${head}capabilities: { inbox: {} }\n`,
    'target.yaml:3:17 capabilities.inbox: not understood by this version of authproof, which reads the OAuth part of a target file',
  ],
  'an audit export that is nowhere': [
    `${head}capabilities: { audit: { kind: http, get: events } }\n`,
    'target.yaml:3:43 capabilities.audit.get: expected an http or https URL; found "events"',
  ],
  'a name for a place in an event': [
    `${head}capabilities: { audit: { kind: http, get: http://localhost/events, reason: why } }\n`,
    'target.yaml:3:76 capabilities.audit.reason: expected a JSON pointer such as /error; found "why"',
  ],
  'a wrong type': [
    'name: 26\nbaseUrls: [http://localhost:8080]\n',
    'target.yaml:1:7 name: expected a string; found 26',
  ],
  'one URL for a list': [
    'name: x\nbaseUrls: http://localhost:8080\n',
    'target.yaml:2:11 baseUrls: expected a list; found "http://localhost:8080"',
  ],
  'no address': ['name: x\n', 'target.yaml:1:1 baseUrls: missing; expected a list of URLs, or launch'],
  'an address without a scheme': [
    'name: x\nbaseUrls: [localhost:8080]\n',
    'target.yaml:2:12 baseUrls[0]: expected an http or https URL; found "localhost:8080"',
  ],
  'an address with a password': [
    'name: x\nbaseUrls: ["http://u:hunter2@localhost"]\n',
    'target.yaml:2:12 baseUrls[0]: expected a URL without user name and password',
  ],
  'an address with a query': [
    'name: x\nbaseUrls: ["http://localhost/?a"]\n',
    'target.yaml:2:12 baseUrls[0]: expected a URL without query and fragment; found "http://localhost/?a"',
  ],
  'a launch module that is not there': [
    'name: x\nlaunch: { module: ./start.ts }\n',
    'target.yaml:2:19 launch.module: ./start.ts does not exist',
  ],
  'addresses beside launch': [
    `${head}launch: { module: ./any.ts }\n`,
    'target.yaml:2:1 baseUrls: goes without launch only; here start() gives the URLs',
  ],
  'a restart beside launch': [
    `name: x\nlaunch: { module: ./any.ts }\ncapabilities: { restart: { command: [restart] } }\n`,
    'target.yaml:3:17 capabilities.restart: goes without launch only; here start() gives restart()',
  ],
  'a header of two lines': [
    `${head}headers: { a: "b\\r\\nc: d" }\n`,
    'target.yaml:3:15 headers.a: expected one line; found "b\\r\\nc: d"',
  ],
  'no issuer': [
    `${head}oauth: {}\n`,
    'target.yaml:3:1 oauth.issuer: missing; expected the issuer identifier, a URL',
  ],
  'an issuer that is no URL': [
    `${head}oauth: { issuer: peer }\n`,
    'target.yaml:3:18 oauth.issuer: expected an http or https URL; found "peer"',
  ],
  'grant_type for type': [
    `${oauth}  grant: { type: password, grant_type: password }\n`,
    'target.yaml:5:40 oauth.grant.grant_type: is named type here',
  ],
  'codes that nobody mints': [
    `${oauth}  redirectUri: https://rp.example/cb\n  grant: { type: authorization_code }\n`,
    'target.yaml:6:18 oauth.grant.type: authorization_code needs oauth.redirectUri and capabilities.admin, which mints the codes',
  ],
  'an endpoint on another host by accident': [
    `${oauth}  endpoints: { token: //token }\n`,
    'target.yaml:5:23 oauth.endpoints.token: expected an http or https URL, or a path that starts with /; found "//token"',
  ],
  'an unknown endpoint': [
    `${oauth}  endpoints: { introspect: /introspect }\n`,
    'target.yaml:5:16 oauth.endpoints: unknown key "introspect"; did you mean "introspection"?',
  ],
  'an unknown method': [
    client(`id: a, method: client_secret, ${secret}`),
    'target.yaml:6:24 oauth.clients[0].method: expected one of client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, none or a list; found "client_secret"',
  ],
  'neither method nor chain': [
    client('id: a'),
    'target.yaml:6:7 oauth.clients[0].method: missing; expected a method, a list of methods, or chain',
  ],
  'method and chain': [
    client(
      `id: a, method: none, chain: [client_secret_basic, private_key_jwt], alg: ES256, ${key}, ${secret}`,
    ),
    'target.yaml:6:30 oauth.clients[0].chain: goes without method only; a client has one of the two',
  ],
  'a method twice': [
    client(`id: a, method: [client_secret_basic, client_secret_basic], ${secret}`),
    'target.yaml:6:16 oauth.clients[0].method: names a method twice',
  ],
  'a client twice': [
    `${client('id: a, method: none')}    - { id: a, method: none }\n`,
    'target.yaml:7:13 oauth.clients[1].id: the client "a" is listed twice',
  ],
  'a method without its secret': [
    client('id: a, method: client_secret_post'),
    'target.yaml:6:7 oauth.clients[0].secret: missing; client_secret_post needs a secret',
  ],
  'a method without its key': [
    client('id: a, method: private_key_jwt, alg: ES256'),
    'target.yaml:6:7 oauth.clients[0].key: missing; private_key_jwt needs key or jwksUri',
  ],
  'a key method without alg': [
    client(`id: a, method: private_key_jwt, ${key}`),
    'target.yaml:6:7 oauth.clients[0].alg: missing; private_key_jwt needs one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA',
  ],
  'an alg that does not fit the method': [
    client(`id: a, method: client_secret_jwt, alg: ES256, ${secret}`),
    'target.yaml:6:48 oauth.clients[0].alg: found ES256; client_secret_jwt needs one of HS256, HS384, HS512',
  ],
  'two methods that sign': [
    client(`id: a, method: [client_secret_jwt, private_key_jwt], alg: ES256, ${key}, ${secret}`),
    'target.yaml:6:16 oauth.clients[0].method: one alg cannot serve both client_secret_jwt and private_key_jwt; expected one of them',
  ],
  'a pin on another alg': [
    client(`id: a, method: private_key_jwt, alg: ES256, pinned: PS256, ${key}`),
    'target.yaml:6:61 oauth.clients[0].pinned: a client that is pinned to PS256 cannot sign with ES256, its alg',
  ],
  'a key beside served keys': [
    client(`id: a, method: private_key_jwt, alg: ES256, ${key}, jwksUri: { serve: "http://127.0.0.1:1/k" }`),
    'target.yaml:6:84 oauth.clients[0].jwksUri: goes without key only; here the harness makes the keys',
  ],
  'keys served by https': [
    client('id: a, method: private_key_jwt, alg: ES256, jwksUri: { serve: "https://127.0.0.1:1/k" }'),
    'target.yaml:6:71 oauth.clients[0].jwksUri.serve: expected an http URL, which the harness can serve; found "https://127.0.0.1:1/k"',
  ],
  'a secret in the target file itself': [
    client('id: a, method: client_secret_basic, secret: hunter2'),
    'target.yaml:6:53 oauth.clients[0].secret: expected { file: PATH } of a client secret; found a string',
  ],
  'an empty condition': [
    `${oauth}  refused: [{ when: {} }]\n`,
    'target.yaml:5:15 oauth.refused[0].when: expected at least one of status, location, body',
  ],
  'a condition that is no pointer': [
    `${oauth}  refused: [{ when: { body: { error: x } } }]\n`,
    'target.yaml:5:31 oauth.refused[0].when.body: expected a JSON pointer such as /error',
  ],
  'an unknown clock': [
    `${head}capabilities: { clock: { kind: fake } }\n`,
    'target.yaml:3:32 capabilities.clock.kind: expected one of real, http, faketime; found "fake"',
  ],
  'a clock without its token': [
    `${head}capabilities: { clock: { kind: http, url: "http://localhost/" } }\n`,
    'target.yaml:3:17 capabilities.clock.token: missing; expected { file: PATH } of a bearer token',
  ],
  'an unknown profile': [
    `${head}profile: { extends: fapi }\n`,
    'target.yaml:3:21 profile.extends: expected one of oauth2, oidc, fapi2, authproof; found "fapi"',
  ],
};

test.for(Object.entries(bad))(
  '%s is refused, with the place and what was expected',
  async ([, [yaml, problem]]) => {
    await using folder = await makeFolder({
      'target.yaml': yaml,
      secret: 's',
      'any.ts': '',
      'any.jwk.json': await newKeyFile('ES256'),
    });
    expect(await folder.problemOf(loadTargetFile(folder.path('target.yaml')))).toBe(
      `InvalidFile: ${problem}`,
    );
  },
);

test('a missing file is named as it was given', async () => {
  await using folder = await makeFolder({});
  expect(await folder.problemOf(loadTargetFile(folder.path('missing.yaml')))).toBe(
    'InvalidFile: missing.yaml: there is no such file',
  );
});

test('all that is wrong is told at once, in the order of the file', async () => {
  await using folder = await makeFolder({
    'target.yaml': `name: x\nbaseUrls: [nowhere]\noauth:\n  issuer: peer\n  clients:\n    - { id: a, method: client_secret_basic, ${secret} }\n`,
  });
  const problem = await folder.problemOf(loadTargetFile(folder.path('target.yaml')));
  expect(problem.split('\n')).toEqual([
    'InvalidFile: target.yaml:2:12 baseUrls[0]: expected an http or https URL; found "nowhere"',
    'target.yaml:4:11 oauth.issuer: expected an http or https URL; found "peer"',
    'target.yaml:6:61 oauth.clients[0].secret.file: secret does not exist',
  ]);
});
