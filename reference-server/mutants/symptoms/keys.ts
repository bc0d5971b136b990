import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { JWK } from 'jose';
import { asserting, type TryOut } from '../../try-out.ts';
import { registerPublishing, startPublishing } from '../../try-out-publishing.ts';
import { accepts, type Symptom } from './symptom.ts';

type Header = Record<string, unknown>;

const foreignKey = (server: TryOut) => server.publicKey('keyed-basic');

/** The status of an assertion in the name of es256, signed by its own key or by that of keyed-basic. */
async function ask(server: TryOut, signer: 'es256' | 'keyed-basic', header: Header): Promise<number> {
  const claims = { iss: 'es256', sub: 'es256' };
  return (await server.token(asserting(await server.assertion(signer, { claims, header })))).status;
}

/** Whether a forged assertion is accepted whose key is where its header says. */
const takesKeysFrom =
  (headerTo: (url: string) => Header): Symptom =>
  async (server) => {
    await using elsewhere = await startPublishing();
    const header = { kid: foreignKey(server).kid, ...headerTo(elsewhere.url) };
    elsewhere.publish([{ ...foreignKey(server), kid: String(header.kid) }]);
    return (await ask(server, 'keyed-basic', header)) === 200;
  };

/** Whether what a rightly signed assertion points at is fetched, if only by the time that the next is answered. */
const fetches =
  (member: string): Symptom =>
  async (server) => {
    await using elsewhere = await startPublishing();
    await ask(server, 'es256', { [member]: elsewhere.url });
    for (let more = 0; more < 10 && elsewhere.asked === 0; more++) await ask(server, 'es256', {});
    return elsewhere.asked > 0;
  };

/** Whether something is asked of a stranger's own server where an assertion names the stranger by its address. */
const fetchesOfStrangers: Symptom = async (server) => {
  await using elsewhere = await startPublishing();
  const claims = { iss: elsewhere.url, sub: elsewhere.url };
  await server.token(asserting(await server.assertion('keyed-basic', { claims })));
  return elsewhere.asked > 0;
};

/** A certificate that can't be read is a fault to whoever tries. */
const readsCertificates: Symptom = async (server) => (await ask(server, 'es256', { x5c: ['AAAA'] })) === 500;

/** Whether a key still works that was published, and used all the while, until so many seconds after it was removed. */
const takesRemovedKeyAfter =
  (seconds: number): Symptom =>
  async (server) => {
    await using own = await startPublishing([server.publicKey('es256')]);
    const client = await registerPublishing(server, own.url);
    await client.ask('es256');
    own.publish([server.publicKey('es384')]);
    for (let passed = 0; passed < seconds; passed += 100) {
      await client.ask('es256');
      await client.later(100);
    }
    return (await client.ask('es256')) === 200;
  };

/** The same of one without a name, whose successor has none either. */
const keepsNamelessKey: Symptom = async (server) => {
  const nameless = (id: string): JWK => {
    const { kid: _, ...key } = server.publicKey(id);
    return key;
  };
  await using own = await startPublishing([nameless('es256')]);
  const client = await registerPublishing(server, own.url);
  const ask = () => client.ask('es256', 'none', { kid: undefined });
  await ask();
  own.publish([nameless('keyed-basic')]);
  await client.later(400);
  return (await ask()) === 200;
};

/** The statuses of two keys of which one was published later, half a minute after that. */
async function askByBoth(server: TryOut, order: (old: JWK, fresh: JWK) => JWK[]): Promise<number[]> {
  const [old, fresh] = [server.publicKey('es256'), server.publicKey('keyed-basic')];
  await using own = await startPublishing([old]);
  const client = await registerPublishing(server, own.url);
  await client.ask('es256');
  own.publish(order(old, fresh));
  await client.later(30);
  return [await client.ask('keyed-basic'), await client.ask('es256')];
}
const inOrder = (old: JWK, fresh: JWK) => [old, fresh];

type Signer = (data: Buffer) => Buffer;
const hmac =
  (hash: string, key: string | Buffer): Signer =>
  (data) =>
    createHmac(hash, key).update(data).digest();

/** Whether an assertion of this client is accepted that no library would sign so. */
async function presents(server: TryOut, id: string, header: Header, signer: Signer): Promise<boolean> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: id, sub: id, aud: server.issuer, jti: randomUUID(), exp: now + 60 };
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = signer(Buffer.from(input.join('.'))).toString('base64url');
  return (await server.token(asserting([...input, signature].join('.')))).status === 200;
}

/** Registers a key; undefined where it is refused. */
async function register(server: TryOut, key: JWK): Promise<string | undefined> {
  const answer = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.initialAccessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks: { keys: [key] },
    }),
  });
  return ((await answer.json()) as { client_id?: string }).client_id;
}

/** A modulus that nobody has factors of; its size is all that is looked at. */
function rsaKeyOf(bits: number): JWK {
  return { kty: 'RSA', n: Buffer.alloc(bits / 8, 0xff).toString('base64url'), e: 'AQAB' };
}

const takesShortSecret: Symptom = async (server) =>
  presents(server, 'hmac-short', { alg: 'HS512' }, hmac('sha512', server.secrets['hmac-short'] ?? ''));

/** What keys in assertions and keys that clients publish are mistaken for. */
export const keySymptoms: Record<string, Symptom> = {
  async 'remembers-keys-by-kid-for-all-clients'(server) {
    const header = { kid: server.publicKey('es256').kid };
    await accepts(server, asserting(await server.assertion('es256', { header })));
    const claims = { iss: 'es256-with-secret', sub: 'es256-with-secret' };
    return accepts(server, asserting(await server.assertion('es256', { claims, header })));
  },
  'never-fetches-published-keys-again': async (server) => (await askByBoth(server, inOrder))[0] === 401,
  'looks-for-new-keys-only-when-the-old-ones-expire': async (server) =>
    (await askByBoth(server, inOrder))[0] === 401,
  'uses-only-the-first-published-key': async (server) => (await askByBoth(server, inOrder))[0] === 401,
  'uses-only-the-last-published-key': async (server) =>
    (await askByBoth(server, (old, fresh) => [fresh, old]))[0] === 401,
  'keeps-published-keys-for-ever': takesRemovedKeyAfter(400),
  'keeps-published-keys-for-a-day': takesRemovedKeyAfter(400),
  'keeps-published-keys-while-they-are-used': takesRemovedKeyAfter(400),
  'keeps-removed-keys-beside-new-ones': takesRemovedKeyAfter(400),
  'keeps-the-first-key-without-kid': keepsNamelessKey,
  'verifies-by-the-key-in-the-header': async (server) =>
    (await ask(server, 'keyed-basic', { kid: 'x', jwk: foreignKey(server) })) === 200,
  async 'verifies-by-a-header-key-of-a-registered-kid'(server) {
    const { kid } = server.publicKey('es256');
    return (await ask(server, 'keyed-basic', { jwk: { ...foreignKey(server), kid } })) === 200;
  },
  'verifies-by-the-certificate-in-the-header': readsCertificates,
  'trusts-certificates-that-name-the-client': readsCertificates,
  'verifies-by-the-certificate-at-x5u': fetches('x5u'),
  'fetches-keys-from-the-jku-of-the-header': takesKeysFrom((jku) => ({ jku })),
  'fetches-the-jku-of-an-unknown-key': takesKeysFrom((jku) => ({ jku })),
  'fetches-the-address-in-kid': takesKeysFrom((kid) => ({ kid })),
  'fetches-keys-below-the-address-in-kid': takesKeysFrom((kid) => ({ kid })),
  'fetches-keys-below-the-client-id': fetchesOfStrangers,
  'discovers-keys-by-issuer': fetchesOfStrangers,
  async 'fetches-the-jku-of-clients-that-publish-keys'(server) {
    await using own = await startPublishing([server.publicKey('es256')]);
    await using elsewhere = await startPublishing([foreignKey(server)]);
    const client = await registerPublishing(server, own.url);
    return (await client.ask('keyed-basic', undefined, { jku: elsewhere.url })) === 200;
  },
  'fetches-the-jku-and-uses-registered-keys': fetches('jku'),
  'fetches-the-jku-in-the-background': fetches('jku'),
  // Nothing there speaks TLS, so the keys that are fetched in vain replace the registered ones.
  'fetches-the-jku-over-tls-alone': async (server) =>
    (await ask(server, 'es256', { jku: 'https://127.0.0.1:1/keys' })) === 401,
  'keys-hmac-with-the-secret-in-the-header': async (server) => {
    const secret = Buffer.alloc(32, 'x');
    const header = { alg: 'HS256', jwk: { kty: 'oct', k: secret.toString('base64url') } };
    return presents(server, 'hmac', header, hmac('sha256', secret));
  },
  'registers-keys-of-any-size': async (server) => (await register(server, rsaKeyOf(1024))) !== undefined,
  'registers-rsa-keys-by-an-old-minimum': async (server) =>
    (await register(server, rsaKeyOf(2000))) !== undefined && !(await register(server, rsaKeyOf(1024))),
  'registers-rsa-keys-of-any-exponent': async (server) =>
    (await register(server, { ...rsaKeyOf(2048), e: 'AQ' })) !== undefined,
  async 'uses-published-keys-of-any-size'(server) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    await using own = await startPublishing([{ ...publicKey.export({ format: 'jwk' }), kid: 'weak' }]);
    const { id } = await registerPublishing(server, own.url);
    // Awaited here, for the key set is served no longer than this function lasts.
    return await presents(server, id, { alg: 'RS256', kid: 'weak' }, (data) =>
      sign('sha256', data, privateKey),
    );
  },
  async 'picks-keys-by-kid-alone'(server) {
    const { publicKey, privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = await register(server, { ...publicKey.export({ format: 'jwk' }), kid: 'short' });
    return presents(server, id ?? '', { alg: 'ES512', kid: 'short' }, (data) =>
      sign('sha512', data, { key, dsaEncoding: 'ieee-p1363' }),
    );
  },
  'keys-hmac-with-secrets-of-any-length': takesShortSecret,
  'fills-short-secrets-up-with-zeros': takesShortSecret,
};
