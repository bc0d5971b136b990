import {
  assemble,
  claimsOf,
  control,
  dissect,
  expectRefused,
  jwtMethods,
  requireRefused,
  testCase,
} from '../harness/index.ts';

export default testCase({
  title: 'An assertion for another server that was refused is refused with its audience changed too',
  verifies: ['CA-004'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const foreign = client.assertion({ claims: { aud: 'https://other-as.example' } });
    requireRefused(await oauth.token(client, { assertion: foreign }));
    // Its signature was right, which a server may remember by its identifier.
    const { aud } = claimsOf(client.assertion());
    const claims = Buffer.from(JSON.stringify({ ...claimsOf(foreign), aud }));
    expectRefused(await oauth.token(client, { assertion: assemble({ ...dissect(foreign), claims }) }));
    await control(oauth.token(client));
  },
});
