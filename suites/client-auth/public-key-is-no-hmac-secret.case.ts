import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type KeyObject,
  signerOfEachFamily,
  signers,
  testCase,
} from '../harness/index.ts';

type Form = { hmac: string; pinned?: false; keys?: 'published'; bytes(key: KeyObject): Buffer | string };

const forms = {
  'spki-pem': { hmac: 'HS256', bytes: (key) => pem(key) },
  'spki-pem-by-hs384': { hmac: 'HS384', bytes: (key) => pem(key) },
  'spki-pem-by-hs512': { hmac: 'HS512', bytes: (key) => pem(key) },
  'spki-pem-without-newline': { hmac: 'HS256', bytes: (key) => pem(key).trimEnd() },
  'spki-der': { hmac: 'HS256', bytes: der },
  'spki-base64': { hmac: 'HS256', bytes: (key) => der(key).toString('base64') },
  'jwk-json': { hmac: 'HS256', bytes: (key) => JSON.stringify(key.export({ format: 'jwk' })) },
  'first-member': { hmac: 'HS256', bytes: (key) => Buffer.from(firstMember(key), 'base64url') },
  'first-member-in-base64url': { hmac: 'HS256', bytes: firstMember },
} satisfies Record<string, Form>;

const rsaForms: Record<string, Form> = {
  'pkcs1-pem': { hmac: 'HS256', bytes: (key) => key.export({ type: 'pkcs1', format: 'pem' }) },
  'pkcs1-der': { hmac: 'HS256', bytes: (key) => key.export({ type: 'pkcs1', format: 'der' }) },
};

const ecForms: Record<string, Form> = {
  point: { hmac: 'HS256', bytes: (key) => point(key) },
  'uncompressed-point': { hmac: 'HS256', bytes: (key) => Buffer.concat([Buffer.of(4), point(key)]) },
};

/** Where an algorithm is registered, that alone may keep another one out. */
const notPinned: Record<string, Form> = {
  'spki-pem-not-pinned': { hmac: 'HS256', pinned: false, bytes: (key) => pem(key) },
};

/** Keys that are fetched may come another way than those that are registered. */
const published: Record<string, Form & { features: string[] }> = {
  'spki-pem-published': {
    hmac: 'HS256',
    pinned: false,
    keys: 'published',
    features: ['jwks-uri'],
    bytes: (key) => pem(key),
  },
};

const { hs256: _, ...signersByKey } = signerOfEachFamily;

const { 'spki-pem': spkiPem } = forms;
const { es256 } = signersByKey;

type Row = Form & ReturnType<typeof signers>[string] & { endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(signers('RS', 'PS', 'ES', 'Ed'), forms),
  ...cross(signers('RS', 'PS'), rsaForms),
  ...cross(signers('ES'), ecForms),
  ...cross(signersByKey, notPinned),
  ...(es256 && cross({ es256 }, published)),
  ...(es256 && cross(cross({ es256 }, { 'spki-pem': spkiPem }), furtherEndpoints)),
};

export default testCase({
  title: 'The public key of a client is not taken as an HMAC secret, in whatever form',
  verifies: ['CA-006'],
  variants,
  async run({ oauth }, { method, alg, hmac, pinned, keys, bytes, endpoint = 'token' }) {
    const client = await oauth.client({
      method,
      alg,
      ...(pinned === false && { pinned }),
      ...(keys && { keys }),
    });
    await control(oauth.call(endpoint, client));
    const key = Buffer.from(bytes(client.publicKey));
    const assertion = client.assertion({ endpoint, signWith: { alg: hmac, key } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

function der(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** The modulus of an RSA key, x of any other (RFC 7518 §6, RFC 8037 §2). */
function firstMember(key: KeyObject): string {
  const { n, x } = key.export({ format: 'jwk' });
  return String(n ?? x);
}

function point(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  return Buffer.concat([x, y].map((coordinate) => Buffer.from(String(coordinate), 'base64url')));
}
