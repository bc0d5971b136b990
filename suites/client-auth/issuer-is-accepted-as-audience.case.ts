import {
  authenticatingEndpoints,
  cross,
  expectAccepted,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

const { par: _, ...endpoints } = authenticatingEndpoints; // CA-064 is about that one, under every profile

export default testCase({
  title: 'An assertion for the issuer authenticates at every endpoint, and one for another server at none',
  verifies: ['CA-017'],
  variants: cross(jwtMethods, endpoints),
  async run({ oauth }, { method, endpoint }) {
    const client = await oauth.client({ method });
    const assertion = (aud: string) => client.assertion({ claims: { aud } });
    expectAccepted(await oauth.call(endpoint, client, { assertion: assertion(oauth.issuer) }));
    expectRefused(await oauth.call(endpoint, client, { assertion: assertion('https://other-as.example') }));
    expectAccepted(await oauth.call(endpoint, client, { assertion: assertion(oauth.issuer) }));
  },
});
