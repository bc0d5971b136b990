import {
  authenticatingEndpoints,
  basicCredentials,
  control,
  cross,
  expectAccepted,
  testCase,
} from '../harness/index.ts';

/** RFC 7617 §2: the name of the scheme is matched case-insensitively. */
const spellings = {
  'in-lower-case': { scheme: 'basic' },
  'in-upper-case': { scheme: 'BASIC' },
};

export default testCase({
  title: 'Basic credentials authenticate however the name of the scheme is capitalised',
  verifies: ['CA-041'],
  features: ['client_secret_basic'],
  variants: cross(spellings, authenticatingEndpoints),
  async run({ oauth }, { scheme, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic' });
    const authorization = basicCredentials(client.id, client.secret ?? '');
    await control(oauth.call(endpoint, client, { authorization }));
    expectAccepted(
      await oauth.call(endpoint, client, { authorization: authorization.replace('Basic', scheme) }),
    );
  },
});
