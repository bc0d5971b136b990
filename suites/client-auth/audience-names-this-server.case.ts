import {
  type CaseContext,
  type Client,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Audience = { aud(context: CaseContext, client: Client): Json | undefined };

const audiences = {
  missing: { aud: () => undefined },
  null: { aud: () => null },
  empty: { aud: () => '' },
  'empty-array': { aud: () => [] },
  'empty-object': { aud: () => ({}) },
  'foreign-issuer': { aud: () => 'https://other-as.example' },
  'foreign-issuer-in-an-array': { aud: () => ['https://other-as.example'] },
  'issuer-path-elsewhere': { aud: ({ oauth }) => elsewhere(oauth.issuer) },
  'token-endpoint-elsewhere': { aud: ({ oauth }) => elsewhere(oauth.url('token')) },
  'issuer-within-a-foreign-url': { aud: ({ oauth }) => `https://other-as.example/${oauth.issuer}` },
  'issuer-as-start-of-a-foreign-name': { aud: ({ oauth }) => `${slashless(oauth.issuer)}.other-as.example` },
  'issuer-cut-short': { aud: ({ oauth }) => slashless(oauth.issuer).slice(0, -1) },
  'scheme-only': { aud: ({ oauth }) => new URL(oauth.issuer).protocol },
  'two-foreign-issuers': { aud: () => ['https://other-as.example', 'https://third-as.example'] },
  'issuer-in-an-object': { aud: ({ oauth }) => ({ issuer: oauth.issuer }) },
  'issuer-in-a-nested-array': { aud: ({ oauth }) => [[oauth.issuer]] },
  boolean: { aud: () => true },
  'own-client-id': { aud: (_, client) => client.id },
} satisfies Record<string, Audience>;

type Row = Audience & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const { missing, 'empty-array': emptyArray, 'foreign-issuer': foreignIssuer } = audiences;
const atEach = { missing, 'empty-array': emptyArray, 'foreign-issuer': foreignIssuer };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, audiences),
  ...cross(cross(jwtMethods, atEach), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that names no audience, or another server than this, is refused',
  verifies: ['CA-012'],
  variants,
  async run(context, { method, aud, endpoint = 'token' }) {
    const { oauth } = context;
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const assertion = client.assertion({ endpoint, claims: { aud: aud(context, client) } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});

const slashless = (url: string) => url.replace(/\/$/, '');

/** The same path at a host that is not this server. */
function elsewhere(url: string): string {
  const { pathname } = new URL(url);
  return `https://other-as.example${pathname}`;
}
