import {
  authenticatingEndpoints,
  control,
  cross,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Server = { issuer: string; tokenEndpoint: string; clientId: string };

const stranger = 'https://other-as.example';

const pairs = {
  'issuer-then-stranger': { aud: ({ issuer }: Server) => [issuer, stranger] },
  'stranger-then-issuer': { aud: ({ issuer }: Server) => [stranger, issuer] },
  'issuer-then-token-endpoint': { aud: ({ issuer, tokenEndpoint }: Server) => [issuer, tokenEndpoint] },
  'token-endpoint-then-issuer': { aud: ({ issuer, tokenEndpoint }: Server) => [tokenEndpoint, issuer] },
};
/** Neither its place among several is a rule, nor that the others are no servers. */
const others = {
  'issuer-then-client': { aud: ({ issuer, clientId }: Server) => [issuer, clientId], endpoint: 'token' },
  'issuer-then-empty': { aud: ({ issuer }: Server) => [issuer, ''], endpoint: 'token' },
  'issuer-among-strangers': {
    aud: ({ issuer }: Server) => [stranger, issuer, `${stranger}/token`],
    endpoint: 'token',
  },
} as const;

export default testCase({
  title: 'An assertion is refused when its audience is an array that names another party beside the issuer',
  verifies: ['CA-014'],
  variants: { ...cross(cross(jwtMethods, pairs), authenticatingEndpoints), ...cross(jwtMethods, others) },
  async run({ oauth }, { method, aud, endpoint }) {
    const client = await oauth.client({ method });
    const { issuer } = oauth;
    const forIssuer = () => client.assertion({ claims: { aud: issuer } });
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
    const claims = { aud: aud({ issuer, tokenEndpoint: oauth.url('token'), clientId: client.id }) };
    expectRefused(await oauth.call(endpoint, client, { assertion: client.assertion({ claims }) }));
    await control(oauth.call(endpoint, client, { assertion: forIssuer() }));
  },
});
