import {
  control,
  cross,
  type EndpointName,
  expectAccepted,
  expectRefused,
  furtherEndpoints,
  type Reply,
  strangersKey,
  testCase,
} from '../harness/index.ts';

const methods = {
  'private-key-jwt': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    foreignKey: (alg: string) => strangersKey(alg),
  },
  'client-secret-jwt': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    foreignKey: async () => Buffer.alloc(64, 'stranger'),
  },
} as const;

const types = {
  'client-authentication-jwt': { typ: 'client-authentication+jwt' },
  untyped: { typ: undefined },
  jwt: { typ: 'JWT' },
  // RFC 7515 §4.1.9: the same type, written out.
  'full-media-type': { typ: 'application/client-authentication+jwt' },
};

const { 'client-authentication-jwt': ownType, untyped } = types;
const { 'private-key-jwt': byKey } = methods;

type Row = (typeof methods)[keyof typeof methods] & { typ: string | undefined; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(methods, types),
  ...cross(
    cross({ 'private-key-jwt': byKey }, { 'client-authentication-jwt': ownType, untyped }),
    furtherEndpoints,
  ),
};

export default testCase({
  title: 'An assertion authenticates whether it is typed as such, as a JWT, or not at all',
  verifies: ['CA-032'],
  variants,
  async run({ oauth }, { method, foreignKey, typ, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const send = (one: string | undefined) =>
      oauth.call(endpoint, client, { assertion: client.assertion({ endpoint, header: { typ: one } }) });
    await control(byAnotherType(typ, send));
    expectAccepted(await send(typ));
    const alg = client.alg ?? 'HS256';
    const signWith = { alg, key: await foreignKey(alg) };
    const forged = client.assertion({ endpoint, header: { typ }, signWith });
    expectRefused(await oauth.call(endpoint, client, { assertion: forged }));
  },
});

/** By any of the other right types the client is known to be fine; a server may refuse one of them. */
async function byAnotherType(
  typ: string | undefined,
  send: (typ: string | undefined) => Promise<Reply>,
): Promise<Reply> {
  const [first, second] = Object.values(types).flatMap((other) => (other.typ === typ ? [] : [other.typ]));
  const reply = await send(first);
  return reply.kind === 'accepted' ? reply : send(second);
}
