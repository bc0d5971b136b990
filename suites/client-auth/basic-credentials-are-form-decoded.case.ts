import {
  authenticatingEndpoints,
  basic,
  cross,
  expectAccepted,
  expectRefused,
  formEncode,
  testCase,
} from '../harness/index.ts';

/** How a client encodes what RFC 6749 §2.3.1 says to encode; both spellings of a space are right. */
const encodings = {
  'space-as-plus': { encode: formEncode },
  'space-as-percent-20': { encode: (text: string) => formEncode(text).replaceAll('+', '%20') },
  'all-escaped-in-lower-case': { encode: escapeAll },
};

export default testCase({
  title: 'Basic credentials are form-decoded: a secret with colon, plus, percent and space authenticates',
  verifies: ['CA-041'],
  features: ['client_secret_basic'],
  variants: cross(encodings, authenticatingEndpoints),
  async run({ oauth }, { encode, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic', secretWith: ':+% ' });
    const secret = client.secret ?? '';
    const authorization = basic(`${encode(client.id)}:${encode(secret)}`);
    expectAccepted(await oauth.call(endpoint, client, { authorization }));
    expectRefused(await oauth.call(endpoint, client, { authorization: basic(`${client.id}:${secret}`) }));
    const twice = basic(`${encode(client.id)}:${encode(encode(secret))}`);
    expectRefused(await oauth.call(endpoint, client, { authorization: twice }));
    expectAccepted(await oauth.call(endpoint, client, { authorization }));
  },
});

/** Every byte as %xx: needless, and decoded like any other; shows that the identifier is decoded too. */
function escapeAll(text: string): string {
  return Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
}
