import {
  control,
  cross,
  ecKey,
  expectRefused,
  type KeyObject,
  rsaKey,
  rsaKeyOfExponentOne,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Weakness = { alg: string; weak(): Promise<KeyObject> };

/** Keys that an algorithm may not be used with (RFC 7518 §3.3 to §3.5), or that are none (RFC 8017 §3.1). */
const weaknesses = {
  'rs256-by-1024-bits': { alg: 'RS256', weak: () => rsaKey(1024) },
  'rs256-by-2040-bits': { alg: 'RS256', weak: () => rsaKey(2040) },
  'ps256-by-1024-bits': { alg: 'PS256', weak: () => rsaKey(1024) },
  'ps256-by-2040-bits': { alg: 'PS256', weak: () => rsaKey(2040) },
  'rs256-by-an-exponent-of-one': { alg: 'RS256', weak: rsaKeyOfExponentOne },
  'ps256-by-an-exponent-of-one': { alg: 'PS256', weak: rsaKeyOfExponentOne },
  'es256-on-secp256k1': { alg: 'ES256', weak: () => ecKey('secp256k1') },
  'es384-on-p-256': { alg: 'ES384', weak: () => ecKey('P-256') },
  'es512-on-p-256': { alg: 'ES512', weak: () => ecKey('P-256') },
  'es512-on-p-384': { alg: 'ES512', weak: () => ecKey('P-384') },
} satisfies Record<string, Weakness>;

/** Whether the algorithm is registered with the client, or its key alone says it. */
const pins: Record<string, Place> = {
  pinned: { pinned: true },
  'not-pinned': { pinned: false },
};
/** Each key of a set is looked at. */
const secondOfTwo: Record<string, Place> = { 'second-of-two': { pinned: true, second: true } };

type Place = { pinned: boolean; second?: true };

const { 'rs256-by-1024-bits': short } = weaknesses;

const rows = {
  ...cross(weaknesses, pins),
  ...cross({ 'rs256-by-1024-bits': short }, secondOfTwo),
};

export default testCase({
  title:
    'A client whose key is too short, has an exponent of one, or a curve that is not its algorithm’s, is refused',
  verifies: ['CA-036'],
  variants: Object.fromEntries(
    Object.entries(rows).map(([key, row]) => [key, { ...row, features: ['private_key_jwt', row.alg] }]),
  ),
  async run({ oauth }, { alg, weak, pinned, second }) {
    const traits = { method: 'private_key_jwt', alg, pinned } as const;
    const place = second ? { second } : {};
    const strong = await oauth.register(traits, place);
    if (!strong) throw new Untestable(`the registration of a strong ${alg} key is refused as well`);
    await control(oauth.token(strong));
    const client = await oauth.register(traits, { ...place, key: await weak() });
    if (client) expectRefused(await oauth.token(client));
    await control(oauth.token(strong));
  },
});
