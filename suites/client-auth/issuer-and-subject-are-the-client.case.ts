import {
  type CaseContext,
  type Client,
  control,
  cross,
  expectRefused,
  type Json,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

/** `named` is another client where the row says `besides`, and else the one that signs. */
type Change = {
  besides?: boolean;
  claims(named: Client, context: CaseContext): Record<string, Json | undefined>;
};

const changes: Record<string, Change> = {
  'issuer-another-client': { besides: true, claims: ({ id }) => ({ iss: id }) },
  'subject-another-client': { besides: true, claims: ({ id }) => ({ sub: id }) },
  'both-another-client': { besides: true, claims: ({ id }) => ({ iss: id, sub: id }) },
  'issuer-missing': { claims: () => ({ iss: undefined }) },
  'subject-missing': { claims: () => ({ sub: undefined }) },
  'issuer-null': { claims: () => ({ iss: null }) },
  'subject-null': { claims: () => ({ sub: null }) },
  'issuer-empty': { claims: () => ({ iss: '' }) },
  'subject-empty': { claims: () => ({ sub: '' }) },
  'issuer-in-an-array': { claims: ({ id }) => ({ iss: [id] }) },
  'subject-in-an-array': { claims: ({ id }) => ({ sub: [id] }) },
  'issuer-longer': { claims: ({ id }) => ({ iss: `${id}.more` }) },
  'subject-longer': { claims: ({ id }) => ({ sub: `${id}.more` }) },
  'issuer-in-another-case': { claims: ({ id }) => ({ iss: otherCase(id) }) },
  'subject-in-another-case': { claims: ({ id }) => ({ sub: otherCase(id) }) },
  'issuer-this-server': { claims: (_, { oauth }) => ({ iss: oauth.issuer }) },
  'issuer-a-foreign-url': { claims: () => ({ iss: 'https://issuer.example' }) },
};

export default testCase({
  title: 'An assertion whose issuer or subject is not the client that signed it is refused',
  verifies: ['CA-009'],
  variants: cross(methods, changes),
  async run(context, { method, besides, claims }) {
    const { oauth } = context;
    const client = await oauth.client({ method });
    const named = besides ? await oauth.client({ method, besides: client }) : client;
    await control(oauth.token(client));
    if (besides) await control(oauth.token(named));
    expectRefused(
      await oauth.token(client, { assertion: client.assertion({ claims: claims(named, context) }) }),
    );
    await control(oauth.token(client));
  },
});

/** RFC 7519 §2 compares identifiers with their case. */
function otherCase(id: string): string {
  const other = id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase();
  if (other === id) throw new NotApplicable(`the identifier ${id} has no letters`);
  return other;
}
