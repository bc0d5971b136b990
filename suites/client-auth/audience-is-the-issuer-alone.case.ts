import {
  authenticatingEndpoints,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtMethods,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

type Server = { issuer: string; url(endpoint: EndpointName): string };
type Audience = { audienceOf(server: Server, endpoint: EndpointName): string; inAnArray?: true };

const everywhere: Record<string, Audience> = {
  'own-endpoint': { audienceOf: ({ url }, endpoint) => url(endpoint) },
  'own-endpoint-in-an-array': { audienceOf: ({ url }, endpoint) => url(endpoint), inAnArray: true },
  'bare-origin': { audienceOf: ({ issuer }) => new URL(issuer).origin },
  'host-and-port': { audienceOf: ({ issuer }) => new URL(issuer).host },
  'metadata-url': { audienceOf: ({ issuer }) => metadataUrl(issuer) },
};
const elsewhere: Record<string, Audience> = {
  'token-endpoint': { audienceOf: ({ url }) => url('token') },
};
/** One list of what is accepted, for all endpoints. */
const further: Record<string, Audience & { features: string[] }> = {
  'par-endpoint': { audienceOf: ({ url }) => url('par'), features: ['par'] },
  'introspection-endpoint': { audienceOf: ({ url }) => url('introspection'), features: ['introspection'] },
  'revocation-endpoint': { audienceOf: ({ url }) => url('revocation'), features: ['revocation'] },
};
const { token, ...others } = authenticatingEndpoints;

export default testCase({
  title: 'An assertion is refused when its audience is anything of this server but the issuer',
  verifies: ['CA-013'],
  variants: cross(jwtMethods, {
    ...cross(everywhere, authenticatingEndpoints),
    ...cross(elsewhere, others),
    ...cross(further, { token }),
  }),
  async run({ oauth }, { method, endpoint, audienceOf, inAnArray }) {
    const { issuer } = oauth;
    const aud = audienceOf({ issuer, url: (name) => oauth.url(name) }, endpoint);
    if (aud === issuer) throw new NotApplicable(`${aud} is the issuer itself here`);
    const client = await oauth.client({ method });
    const forIssuer = () => client.assertion({ claims: { aud: issuer } });
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
    const misdirected = client.assertion({ claims: { aud: inAnArray ? [aud] : aud } });
    expectRefused(await oauth.call(endpoint, client, { assertion: misdirected }));
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
  },
});

/** RFC 8414 §3.1 */
function metadataUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, '')}`;
}
