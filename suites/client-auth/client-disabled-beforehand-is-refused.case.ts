import { authenticatingEndpoints, control, cross, expectRefused, testCase } from '../harness/index.ts';

const { token, par } = authenticatingEndpoints; // at the others it would have to show a token, and it has none

export default testCase({
  title: 'A client that was disabled beforehand is refused, and another with the same credential is not',
  verifies: ['CA-046'],
  variants: cross({ 'any-method': { features: ['disabled-client'] } }, { token, par }),
  async run({ oauth }, { endpoint }) {
    const client = await oauth.client({ state: 'disabled' });
    const twin = await oauth.client({ method: client.method, twinOf: client });
    await control(oauth.call(endpoint, twin));
    expectRefused(await oauth.call(endpoint, client));
    await control(oauth.call(endpoint, twin));
  },
});
