import { type Client, control, cross, expectRefused, type Json, testCase } from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

type Change = { claims(client: Client, other: Client): Record<string, Json | undefined> };

const changes: Record<string, Change> = {
  'issuer-another-client': { claims: (_, other) => ({ iss: other.id }) },
  'subject-another-client': { claims: (_, other) => ({ sub: other.id }) },
  'both-another-client': { claims: (_, other) => ({ iss: other.id, sub: other.id }) },
  'issuer-missing': { claims: () => ({ iss: undefined }) },
  'subject-missing': { claims: () => ({ sub: undefined }) },
  'issuer-empty': { claims: () => ({ iss: '' }) },
  'subject-empty': { claims: () => ({ sub: '' }) },
  'issuer-in-an-array': { claims: (client) => ({ iss: [client.id] }) },
  'issuer-a-foreign-url': { claims: () => ({ iss: 'https://issuer.example' }) },
};

export default testCase({
  title: 'An assertion whose issuer or subject is not the client that signed it is refused',
  verifies: ['CA-009'],
  variants: cross(methods, changes),
  async run({ oauth }, { method, claims }) {
    const client = await oauth.client({ method });
    const other = await oauth.client({ method, besides: client });
    await control(oauth.token(client));
    await control(oauth.token(other));
    expectRefused(
      await oauth.token(client, { assertion: client.assertion({ claims: claims(client, other) }) }),
    );
    await control(oauth.token(client));
  },
});
