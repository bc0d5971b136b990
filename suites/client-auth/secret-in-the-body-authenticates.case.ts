import {
  authenticatingEndpoints,
  cross,
  expectAccepted,
  expectRefused,
  type Probe,
  secretLike,
  testCase,
} from '../harness/index.ts';

const wrongs: Record<string, { probe(secret: string): Probe }> = {
  'last-character-changed': { probe: (secret) => ({ secret: secretLike(secret) }) },
  'prefix-only': { probe: (secret) => ({ secret: secret.slice(0, -1) }) },
  empty: { probe: () => ({ secret: '' }) },
  blank: { probe: () => ({ secret: ' ' }) },
  missing: { probe: () => ({ form: { client_secret: undefined } }) },
};

export default testCase({
  title:
    'client_secret_post authenticates by the right secret and refuses one that is wrong, empty or missing',
  verifies: ['CA-042'],
  features: ['client_secret_post'],
  variants: cross(wrongs, authenticatingEndpoints),
  async run({ oauth }, { probe, endpoint }) {
    const client = await oauth.client({ method: 'client_secret_post' });
    expectAccepted(await oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, probe(client.secret ?? '')));
    expectAccepted(await oauth.call(endpoint, client));
  },
});
