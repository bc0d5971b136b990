import { authenticatingEndpoints, control, cross, expectRefused, testCase } from '../harness/index.ts';

const methods = {
  'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'] },
  'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
} as const;

const attempts = {
  'client-id-alone': { form: {} },
  nothing: { form: { client_id: undefined } },
};

export default testCase({
  title: 'A confidential client that sends its identifier alone, or nothing, is refused',
  verifies: ['CA-043'],
  variants: cross(cross(methods, attempts), authenticatingEndpoints),
  async run({ oauth }, { method, form, endpoint }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, { method: 'none', form }));
    await control(oauth.call(endpoint, client));
  },
});
