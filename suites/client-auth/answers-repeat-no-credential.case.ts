import assert from 'node:assert/strict';
import {
  basic,
  type Client,
  control,
  describeReply,
  formEncode,
  type Probe,
  requireComparable,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** Characters. A secret like `test` is a part of many words. */
const shortest = 12;

const wrongSecret = () => ({ secret: 'wrong-by-intention-8d1f0c' });

/** Refused requests, each with a credential that could be a right one with a slip in it. */
type Refusal = {
  method: Client['method'];
  features: readonly string[];
  refused(client: Client): Probe;
  replayed?: true;
};

const refusals: Record<string, Refusal> = {
  'wrong-basic-secret': {
    method: 'client_secret_basic',
    features: ['client_secret_basic'],
    refused: wrongSecret,
  },
  'wrong-post-secret': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    refused: wrongSecret,
  },
  // What cannot be read may be quoted to say why.
  'malformed-basic-credentials': {
    method: 'client_secret_basic',
    features: ['client_secret_basic'],
    refused: ({ id }: Client) => ({ authorization: basic(`${formEncode(id)}:%zz-wrong-by-intention`) }),
  },
  'unsupported-grant': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    refused: () => ({ form: { grant_type: 'urn:example:no-such-grant' } }),
  },
  'malformed-assertion': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    refused: (client: Client) => ({ assertion: `${client.assertion()}.e30` }),
  },
  'assertion-for-another-server': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    refused: (client: Client) => ({
      assertion: client.assertion({ claims: { aud: 'https://other-as.example' } }),
    }),
  },
  'replayed-assertion': {
    method: 'private_key_jwt',
    features: ['private_key_jwt'],
    refused: (client: Client) => ({ assertion: client.assertion() }),
    replayed: true,
  },
  'keyed-assertion-for-another-server': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    refused: (client: Client) => ({
      assertion: client.assertion({ claims: { aud: 'https://other-as.example' } }),
    }),
  },
};

export default testCase({
  title: 'The answer to a refused request repeats neither its secret nor its assertion',
  verifies: ['CA-048'],
  variants: refusals,
  async run({ oauth }, { method, refused, replayed = false }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const probe: Probe = refused(client);
    if (replayed) await control(oauth.token(client, probe));
    const reply = await oauth.token(client, probe);
    requireComparable(reply);
    const answer = `${reply.headers.flat().join('\n')}\n${reply.body}`;
    // What an assertion says is known to many; its signature is what makes it a credential.
    const signature = probe.assertion?.split('.')[2];
    const header = probe.authorization?.split(' ')[1];
    const credential = header ?? signature ?? probe.secret ?? client.secret ?? '';
    if (credential.length < shortest)
      throw new Untestable(`the secret of ${client.id} is so short that any answer may hold it`);
    for (const form of [
      credential,
      encodeURIComponent(credential),
      ...['base64', 'base64url', 'hex'].map((one) => encoded(credential, one)),
    ]) {
      assert.ok(!answer.includes(form), `the answer repeats the credential: ${describeReply(reply)}`);
    }
    await control(oauth.token(client));
  },
});

function encoded(text: string, encoding: string): string {
  return Buffer.from(text)
    .toString(encoding as BufferEncoding)
    .replace(/=+$/, '');
}
