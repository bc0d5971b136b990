import { confidentialMethods, control, expectRefused, NotApplicable, testCase } from '../harness/index.ts';

const { 'client-secret-basic': basic, 'client-secret-post': post } = confidentialMethods;

export default testCase({
  title: 'A right secret is refused where its identifier is spelled in other letter case',
  verifies: ['CA-055'],
  variants: { 'client-secret-basic': basic, 'client-secret-post': post },
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    const clientId =
      client.id === client.id.toUpperCase() ? client.id.toLowerCase() : client.id.toUpperCase();
    if (clientId === client.id) throw new NotApplicable(`the identifier ${client.id} has no letters`);
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { clientId }));
    await control(oauth.token(client));
  },
});
