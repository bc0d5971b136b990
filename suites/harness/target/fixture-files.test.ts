import { generateKeyPairSync } from 'node:crypto';
import { exportPKCS8, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { loadTargetFile, resolveTarget } from './load-target.ts';
import { makeFolder, newKeyFile } from './test-folder.ts';

const head = 'name: x\nbaseUrls: [http://localhost]\noauth:\n  issuer: http://localhost\n  clients:\n';
const signing = (alg: string) =>
  `${head}    - { id: a, method: private_key_jwt, alg: ${alg}, key: { file: keys/a.json } }\n`;
const basic = (raw = '') =>
  `${head}    - { id: a, method: client_secret_basic, secret: { file: ./secrets/a${raw} } }\n`;

const ec = await newKeyFile('ES256');
const { d, ...publicKey } = JSON.parse(ec);
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const hmacKey = { kty: 'oct', k: Buffer.from('not a private key').toString('base64url') };
// jose makes none that short.
const shortRsa = JSON.stringify(
  generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'jwk' }),
);

/** The alg of the client, what its key file holds, and what is said of it. */
const unfitKeys: Record<string, [alg: string, content: string, problem: string]> = {
  'an empty file': ['ES256', '\n', 'is empty'],
  'no JSON': ['ES256', 'hunter2', 'is not JSON; expected a private JWK for ES256'],
  PEM: ['ES256', await exportPKCS8(privateKey), 'is not JSON but PEM; expected a private JWK for ES256'],
  'JSON that is no object': ['ES256', '"hunter2"', 'is not a JSON object; expected a private JWK for ES256'],
  'another JSON object': [
    'ES256',
    '{"a":1}',
    'holds no key that can be read (kty missing or malformed); expected a private JWK for ES256',
  ],
  'a key set': ['ES256', `{"keys":[${ec}]}`, 'holds a key set; expected a private JWK for ES256'],
  'a public key': [
    'ES256',
    JSON.stringify(publicKey),
    'holds a public key (no d); expected a private JWK for ES256',
  ],
  'a broken key': [
    'ES256',
    JSON.stringify({ ...publicKey, d, x: 'AA' }),
    'holds no key that can be read (kty EC); expected a private JWK for ES256',
  ],
  'a shared secret': [
    'PS256',
    JSON.stringify(hmacKey),
    'holds a shared secret (kty oct); expected a private JWK for PS256',
  ],
  'another curve': ['ES384', ec, 'holds an EC key on P-256; ES384 needs an EC key on P-384'],
  'EC for RSA': ['RS256', ec, 'holds an EC key on P-256; RS256 needs an RSA key of at least 2048 bits'],
  'RSA for EC': ['ES512', shortRsa, 'holds an RSA key of 1024 bits; ES512 needs an EC key on P-521'],
  'a short RSA key': [
    'PS512',
    shortRsa,
    'holds an RSA key of 1024 bits; PS512 needs an RSA key of at least 2048 bits',
  ],
  'EC for EdDSA': ['EdDSA', ec, 'holds an EC key on P-256; EdDSA needs an OKP key on Ed25519 or Ed448'],
  'a key of another alg': [
    'RS256',
    await newKeyFile('PS256', {}, { alg: 'PS256' }),
    "holds a key whose own alg is PS256; the client's is RS256",
  ],
};

test.for(Object.entries(unfitKeys))(
  'a key file that holds %s is refused',
  async ([, [alg, content, problem]]) => {
    await using folder = await makeFolder({ 'target.yaml': signing(alg), 'keys/a.json': content });
    const found = await folder.problemOf(loadTargetFile(folder.path('target.yaml')));
    expect(found).toMatch(/^InvalidFile: target\.yaml:6:\d+ oauth\.clients\[0\]\.key\.file: keys\/a\.json /);
    expect(found.endsWith(`keys/a.json ${problem}`), found).toBe(true);
  },
);

test.for(['RS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
  'a key that fits %s is read whole',
  async (alg) => {
    const key = await newKeyFile(alg, {}, { kid: 'k1' });
    await using folder = await makeFolder({ 'target.yaml': signing(alg), 'keys/a.json': key });
    const { oauth } = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
    expect(oauth?.clients[0]?.key).toEqual(JSON.parse(key));
  },
);

test.for<[raw: string, content: string, secret: string]>([
  ['', 's3cret', 's3cret'],
  ['', 's3cret\n', 's3cret'],
  ['', 's3cret\r\n', 's3cret'],
  ['', ' s3cret\n\n', ' s3cret\n'],
  ['', '\ufeffs3cret', '\ufeffs3cret'],
  [', raw: true', 's3cret\n', 's3cret\n'],
])('of a secret file one trailing newline is dropped unless raw: %j', async ([raw, content, secret]) => {
  await using folder = await makeFolder({ 'target.yaml': basic(raw), 'secrets/a': content });
  const { oauth } = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
  expect(oauth?.clients[0]?.secret).toBe(secret);
});

test.for<[files: Record<string, string | Uint8Array>, problem: string]>([
  [{}, 'secrets/a does not exist'],
  [{ secrets: 'a file' }, 'secrets/a does not exist'],
  [{ 'secrets/a/b': 'in a folder' }, 'secrets/a is a folder; expected a file'],
  [{ 'secrets/a': '' }, 'secrets/a is empty'],
  [{ 'secrets/a': '\n' }, 'secrets/a is empty'],
  [{ 'secrets/a': new Uint8Array([0x73, 0xff]) }, 'secrets/a is not UTF-8 text'],
])('a secret file that cannot be used is refused: %j', async ([files, problem]) => {
  await using folder = await makeFolder({ 'target.yaml': basic(), ...files });
  expect(await folder.problemOf(loadTargetFile(folder.path('target.yaml')))).toBe(
    `InvalidFile: target.yaml:6:61 oauth.clients[0].secret.file: ${problem}`,
  );
});

test('a secret that is too short for its HMAC is a warning and no error', async () => {
  const yaml = ['HS256', 'HS512'].map(
    (alg) => `    - { id: ${alg}, method: client_secret_jwt, alg: ${alg}, secret: { file: secret } }\n`,
  );
  await using folder = await makeFolder({ 'target.yaml': head + yaml.join(''), secret: 'x'.repeat(32) });
  const { warnings } = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
  expect(warnings.map((warning) => warning.slice(warning.indexOf('oauth')))).toEqual([
    `oauth.clients[1].secret.file: ${folder.path('secret')} is shorter than the 64 bytes that HS512 needs (RFC 7518 §3.2); the target may refuse it`,
  ]);
});

test('a secret that is a plain word is warned of, for that word is masked everywhere', async () => {
  const client = (id: string) =>
    `    - { id: ${id}, method: client_secret_basic, secret: { file: ${id} } }\n`;
  const yaml = ['word', 'random'].map(client).join('');
  await using folder = await makeFolder({ 'target.yaml': head + yaml, word: 'secret', random: 'f3Kq9-xT' });
  const { warnings } = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
  expect(warnings.map((warning) => warning.slice(warning.indexOf('oauth')))).toEqual([
    `oauth.clients[0].secret.file: ${folder.path('word')} holds a plain word, which reports mask wherever it stands`,
  ]);
});

test('no message shows what a file holds', async () => {
  const secrets = [String(d), hmacKey.k, 'hunter2'];
  for (const [alg, content] of Object.values(unfitKeys)) {
    await using folder = await makeFolder({ 'target.yaml': signing(alg), 'keys/a.json': content });
    const found = await folder.problemOf(loadTargetFile(folder.path('target.yaml')));
    for (const secret of secrets) expect(found).not.toContain(secret);
  }
});
