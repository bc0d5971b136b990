import {
  backChannelEndpoints,
  confidentialMethods,
  control,
  cross,
  expectRefused,
  testCase,
} from '../harness/index.ts';

const attempts = {
  'client-id-alone': { form: {} },
  nothing: { form: { client_id: undefined } },
};

export default testCase({
  title: 'A confidential client that sends its identifier alone, or nothing, is refused',
  verifies: ['CA-043', 'CA-044'],
  variants: cross(cross(confidentialMethods, attempts), backChannelEndpoints),
  async run({ oauth }, { method, form, endpoint, grants }) {
    const client = await oauth.client({ method, ...(grants && { grants }) });
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, { method: 'none', form }));
    await control(oauth.call(endpoint, client));
  },
});
