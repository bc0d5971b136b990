import assert from 'node:assert/strict';
import { type Client, control, describeReply, type Probe, testCase } from '../harness/index.ts';

const wrongSecret = () => ({ secret: 'wrong-by-intention-8d1f0c' });

/** Refused requests, each with a credential that could be a right one with a slip in it. */
const refusals = {
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
  'keyed-assertion-for-another-server': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    refused: (client: Client) => ({
      assertion: client.assertion({ claims: { aud: 'https://other-as.example' } }),
    }),
  },
} as const satisfies Record<
  string,
  { method: Client['method']; features: string[]; refused(client: Client): Probe }
>;

export default testCase({
  title: 'The answer to a refused request repeats neither its secret nor its assertion',
  verifies: ['CA-048'],
  variants: refusals,
  async run({ oauth }, { method, refused }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const probe: Probe = refused(client);
    const reply = await oauth.token(client, probe);
    const answer = `${reply.headers.flat().join('\n')}\n${reply.body}`;
    // What an assertion says is known to many; its signature is what makes it a credential.
    const credential = probe.secret ?? probe.assertion?.split('.')[2] ?? '';
    for (const form of [
      credential,
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
