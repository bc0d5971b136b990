import {
  authenticatingEndpoints,
  basic,
  basicCredentials,
  type Client,
  control,
  cross,
  expectRefused,
  formEncode,
  testCase,
} from '../harness/index.ts';

const right = ({ id, secret }: Client) => basicCredentials(id, secret ?? '');

const headers: Record<string, { malform(client: Client): string }> = {
  // Its secret is undefined in many a language, and an undefined one must not go unasked.
  'identifier-alone': { malform: ({ id }) => basic(formEncode(id)) },
  // All of it is the secret (RFC 7617 §2); who parts the credentials at each colon reads the right one.
  'more-behind-a-second-colon': {
    malform: ({ id, secret }) => basic(`${formEncode(id)}:${formEncode(secret ?? '')}:x`),
  },
  // Java's split drops empty parts at the end, and what is left looks right.
  'nothing-behind-a-second-colon': {
    malform: ({ id, secret }) => basic(`${formEncode(id)}:${formEncode(secret ?? '')}:`),
  },
  'under-another-scheme': { malform: (client) => right(client).replace('Basic', 'Bearer') },
};

export default testCase({
  title: 'Basic credentials without a colon, with a second one, or under another scheme, are refused',
  verifies: ['CA-041'],
  features: ['client_secret_basic'],
  variants: cross(headers, authenticatingEndpoints),
  async run({ oauth }, { malform, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic' });
    await control(oauth.call(endpoint, client, { authorization: right(client) }));
    expectRefused(await oauth.call(endpoint, client, { authorization: malform(client) }));
    await control(oauth.call(endpoint, client));
  },
});
