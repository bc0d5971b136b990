import {
  type Client,
  type ClientTraits,
  confidentialMethods,
  control,
  describeReply,
  expectRefused,
  NotApplicable,
  type Probe,
  signers,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Attempt = {
  /** What is tried where the metadata list it not. */
  method: string;
  alg?: string;
  traits: ClientTraits;
  present?(client: Client): Probe;
  features: readonly string[];
};

/** By a client that is registered for just this. */
const registered = {
  ...Object.fromEntries(
    Object.entries(confidentialMethods).map(([key, row]) => [
      key,
      { ...row, traits: { method: row.method } },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(signers('HS', 'RS', 'PS', 'ES', 'Ed')).map(([key, { method, alg, features = [] }]) => [
      key,
      { method, alg, features, traits: { method, alg } },
    ]),
  ),
  none: { method: 'none', features: ['none'], traits: { method: 'none' } },
} satisfies Record<string, Attempt>;

const basicClient = { method: 'client_secret_basic' } as const;

/** By a client that is registered for another method, and owns what this one takes. */
const borrowed: Record<string, Attempt> = {
  'basic-of-a-post-client': {
    method: 'client_secret_basic',
    features: ['client_secret_post'],
    traits: { method: 'client_secret_post', notBy: 'client_secret_basic' },
    present: () => ({ method: 'client_secret_basic' }),
  },
  'post-of-a-basic-client': {
    method: 'client_secret_post',
    features: ['client_secret_basic'],
    traits: { ...basicClient, notBy: 'client_secret_post' },
    present: () => ({ method: 'client_secret_post' }),
  },
  'secret-jwt-of-a-basic-client': {
    method: 'client_secret_jwt',
    features: ['client_secret_basic'],
    traits: { ...basicClient, notBy: 'client_secret_jwt' },
    present: (client) => ({
      method: 'client_secret_jwt',
      assertion: client.assertion({ signWith: { alg: 'HS256', key: Buffer.from(client.secret ?? '') } }),
    }),
  },
};

export default testCase({
  title: 'A method or an algorithm that the metadata do not list is refused',
  verifies: ['CA-047'],
  variants: { ...(registered as Record<string, Attempt>), ...borrowed },
  async run({ oauth }, { method, alg, traits, present }) {
    const { methods, algorithms } = oauth.listedAt('token');
    if (alg && !algorithms) throw new NotApplicable('the metadata list no algorithms at all');
    const isListed = methods.includes(method) && (alg === undefined || algorithms?.includes(alg));
    if (isListed) throw new NotApplicable(`the metadata list ${alg ?? method}`);
    const client = await oauth.client(traits);
    const witness = await oauth.client(present ? traits : {});
    await control(oauth.token(witness));
    const reply = await oauth.token(client, present?.(client));
    // Which a public client is refused whatever the metadata list (RFC 6749 §4.4).
    if (method === 'none' && reply.error === 'unauthorized_client')
      throw new Untestable(`refused for its grant, and not for its method: ${describeReply(reply)}`);
    expectRefused(reply);
    await control(oauth.token(witness));
  },
});
