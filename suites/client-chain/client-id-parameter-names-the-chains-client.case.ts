import {
  authenticatingEndpoints,
  chains,
  control,
  cross,
  expectRefused,
  testCase,
} from '../harness/index.ts';

/** Where the secret is posted, the parameter is whose secret it is. */
const { 'basic-and-private-key-jwt': basicAndKey } = chains;

export default testCase({
  title: 'A whole chain beside a client_id parameter that names another client is refused',
  verifies: ['CA-051'],
  variants: cross({ 'basic-and-private-key-jwt': basicAndKey }, authenticatingEndpoints),
  async run({ oauth }, { chain, endpoint }) {
    const client = await oauth.client({ chain });
    const other = await oauth.client({ besides: client });
    const right = { form: { client_id: client.id } };
    await control(oauth.call(endpoint, client, right));
    expectRefused(await oauth.call(endpoint, client, { form: { client_id: other.id } }));
    await control(oauth.call(endpoint, client, right));
  },
});
