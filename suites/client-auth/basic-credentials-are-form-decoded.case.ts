import {
  authenticatingEndpoints,
  basic,
  control,
  cross,
  expectAccepted,
  expectRefused,
  formEncode,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Encoding = { encode: (text: string) => string; secretWith?: string };

const special = { secretWith: ':+% ' };

/** How a client encodes what RFC 6749 §2.3.1 says to encode; both spellings of a space are right. */
const encodings: Record<string, Encoding> = {
  'space-as-plus': { ...special, encode: formEncode },
  'space-as-percent-20': { ...special, encode: (text) => formEncode(text).replaceAll('+', '%20') },
  'all-escaped-in-lower-case': { ...special, encode: escapeAll },
  // Where the server makes up secrets, they hold no more than a hyphen or an underscore.
  'marks-escaped': { encode: escapeMarks },
};

export default testCase({
  title: 'Basic credentials are form-decoded, whatever of identifier and secret the client escaped',
  verifies: ['CA-041'],
  features: ['client_secret_basic'],
  variants: cross(encodings, authenticatingEndpoints),
  async run({ oauth }, { encode, secretWith, endpoint }) {
    const client = await oauth.client({
      method: 'client_secret_basic',
      ...(secretWith === undefined ? {} : { secretWith }),
    });
    const secret = client.secret ?? '';
    const encoded = `${encode(client.id)}:${encode(secret)}`;
    if (encoded === `${client.id}:${secret}`)
      throw new Untestable(`identifier and secret of ${client.id} hold letters and digits alone`);
    const authorization = basic(encoded);
    if (secretWith === undefined) await control(oauth.call(endpoint, client));
    expectAccepted(await oauth.call(endpoint, client, { authorization }));
    if (secretWith !== undefined)
      expectRefused(await oauth.call(endpoint, client, { authorization: basic(`${client.id}:${secret}`) }));
    const twice = basic(`${encode(client.id)}:${encode(encode(secret))}`);
    if (encode(secret) !== secret)
      expectRefused(await oauth.call(endpoint, client, { authorization: twice }));
    expectAccepted(await oauth.call(endpoint, client, { authorization }));
  },
});

/** Every byte as %xx: needless, and decoded like any other; shows that the identifier is decoded too. */
function escapeAll(text: string): string {
  return Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
}

/** All but letters and digits, as HTML 4.01 §17.13.4.1 has it, to which RFC 6749 Appendix B refers. */
function escapeMarks(text: string): string {
  return formEncode(text).replaceAll(/[*._-]/g, escapeAll);
}
