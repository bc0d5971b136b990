import { confidentialMethods, control, expectRefused, idInOtherCase, testCase } from '../harness/index.ts';

const { 'client-secret-basic': basic, 'client-secret-post': post } = confidentialMethods;

export default testCase({
  title: 'A right secret is refused where its identifier is spelled in other letter case',
  verifies: ['CA-055'],
  variants: { 'client-secret-basic': basic, 'client-secret-post': post },
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    const clientId = idInOtherCase(client.id);
    await control(oauth.token(client));
    expectRefused(await oauth.token(client, { clientId }));
    await control(oauth.token(client));
  },
});
