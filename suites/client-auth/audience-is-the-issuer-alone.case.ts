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
type Audience = { audienceOf(server: Server, endpoint: EndpointName): string };

const everywhere: Record<string, Audience> = {
  'own-endpoint': { audienceOf: ({ url }, endpoint) => url(endpoint) },
  'bare-origin': { audienceOf: ({ issuer }) => new URL(issuer).origin },
  'host-and-port': { audienceOf: ({ issuer }) => new URL(issuer).host },
  'metadata-url': { audienceOf: ({ issuer }) => metadataUrl(issuer) },
};
const elsewhere: Record<string, Audience> = {
  'token-endpoint': { audienceOf: ({ url }) => url('token') },
};
const { token: _, ...others } = authenticatingEndpoints;

export default testCase({
  title: 'An assertion is refused when its audience is anything of this server but the issuer',
  verifies: ['CA-013'],
  variants: cross(jwtMethods, {
    ...cross(everywhere, authenticatingEndpoints),
    ...cross(elsewhere, others),
  }),
  async run({ oauth }, { method, endpoint, audienceOf }) {
    const { issuer } = oauth;
    const aud = audienceOf({ issuer, url: (name) => oauth.url(name) }, endpoint);
    if (aud === issuer) throw new NotApplicable(`${aud} is the issuer itself here`);
    const client = await oauth.client({ method });
    const forIssuer = () => client.assertion({ claims: { aud: issuer } });
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
    expectRefused(await oauth.call(endpoint, client, { assertion: client.assertion({ claims: { aud } }) }));
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
  },
});

/** RFC 8414 §3.1 */
function metadataUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, '')}`;
}
