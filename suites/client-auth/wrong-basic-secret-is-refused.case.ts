import {
  authenticatingEndpoints,
  control,
  cross,
  expectRefused,
  secretLike,
  testCase,
} from '../harness/index.ts';

const secrets = {
  'last-character-changed': { wrong: secretLike },
  'prefix-only': { wrong: (secret: string) => secret.slice(0, -1) },
  'more-behind-a-colon': { wrong: (secret: string) => `${secret}:x` },
  empty: { wrong: () => '' },
};

export default testCase({
  title: 'client_secret_basic refuses a secret that is wrong, cut short, longer or empty',
  verifies: ['CA-041'],
  features: ['client_secret_basic'],
  variants: cross(secrets, authenticatingEndpoints),
  async run({ oauth }, { wrong, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_basic' });
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, { secret: wrong(client.secret ?? '') }));
    await control(oauth.call(endpoint, client));
  },
});
