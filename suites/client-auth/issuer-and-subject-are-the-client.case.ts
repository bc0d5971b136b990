import {
  type CaseContext,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  idInOtherCase,
  type Json,
  jwtMethods,
  testCase,
  twoClients,
} from '../harness/index.ts';

/** `named` is another client where the row says `besides`, and else the one that signs. */
type Change = {
  besides?: boolean;
  claims(named: Client, context: CaseContext): Record<string, Json | undefined>;
};

const changes = {
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
  'issuer-cut-short': { claims: ({ id }) => ({ iss: id.slice(0, -1) }) },
  'subject-cut-short': { claims: ({ id }) => ({ sub: id.slice(0, -1) }) },
  'issuer-in-another-case': { claims: ({ id }) => ({ iss: idInOtherCase(id) }) },
  'subject-in-another-case': { claims: ({ id }) => ({ sub: idInOtherCase(id) }) },
  'issuer-with-a-space': { claims: ({ id }) => ({ iss: `${id} ` }) },
  'subject-with-a-space': { claims: ({ id }) => ({ sub: `${id} ` }) },
  'issuer-this-server': { claims: (_, { oauth }) => ({ iss: oauth.issuer }) },
  'issuer-a-foreign-url': { claims: () => ({ iss: 'https://issuer.example' }) },
} satisfies Record<string, Change>;

type Row = Change & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const { 'issuer-missing': noIssuer, 'subject-missing': noSubject } = changes;
const { 'issuer-a-foreign-url': foreignUrl, 'subject-longer': longer } = changes;
const atEach = {
  'issuer-missing': noIssuer,
  'subject-missing': noSubject,
  'issuer-a-foreign-url': foreignUrl,
  'subject-longer': longer,
};

const variants: Record<string, Row> = {
  ...cross(jwtMethods, changes),
  ...cross(cross(jwtMethods, atEach), furtherEndpoints),
};

export default testCase({
  title: 'An assertion whose issuer or subject is not the client that signed it is refused',
  verifies: ['CA-009'],
  variants,
  async run(context, { method, besides, claims, endpoint = 'token' }) {
    const { oauth } = context;
    const [client, named] = besides
      ? await twoClients(oauth, { method })
      : twice(await oauth.client({ method }));
    await control(oauth.call(endpoint, client));
    if (besides) await control(oauth.token(named));
    const assertion = client.assertion({ endpoint, claims: claims(named, context) });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

const twice = (client: Client) => [client, client] as const;
