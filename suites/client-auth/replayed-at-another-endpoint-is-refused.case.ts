import {
  claimsOf,
  control,
  cross,
  type EndpointName,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Crossing = { usedAt: EndpointName; replayedAt: EndpointName; features: readonly string[] };

/** From one endpoint to each other: whichever of them has a store of its own, one of these crosses over to it. */
const crossings: Record<string, Crossing> = {
  'token-then-par': { usedAt: 'token', replayedAt: 'par', features: ['par'] },
  'token-then-introspection': { usedAt: 'token', replayedAt: 'introspection', features: ['introspection'] },
  'token-then-revocation': {
    usedAt: 'token',
    replayedAt: 'revocation',
    features: ['revocation', 'introspection'],
  },
  'par-then-token': { usedAt: 'par', replayedAt: 'token', features: ['par'] },
};

export default testCase({
  title: 'An assertion that was used at one endpoint is refused at another',
  verifies: ['CA-022'],
  variants: cross(jwtMethods, crossings),
  async run({ oauth }, { method, usedAt, replayedAt }) {
    const client = await oauth.client({ method });
    const audienceFor = (endpoint: EndpointName) => claimsOf(client.assertion({ endpoint })).aud;
    const declared = audienceFor(usedAt);
    // Where each wants its own, the issuer may do at both; if it does not, the controls say so.
    const aud = declared === audienceFor(replayedAt) ? declared : oauth.issuer;
    const fresh = () => client.assertion({ claims: { aud } });

    await control(oauth.call(replayedAt, client, { assertion: fresh() }));
    const used = fresh();
    await control(oauth.call(usedAt, client, { assertion: used }));
    expectRefused(await oauth.call(replayedAt, client, { assertion: used }));
    await control(oauth.call(replayedAt, client, { assertion: fresh() }));
  },
});
