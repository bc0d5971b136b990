import {
  backChannelEndpoints,
  confidentialMethods,
  control,
  cross,
  expectRefused,
  testCase,
} from '../harness/index.ts';

type Attempt = { form: Record<string, undefined>; authorization?: string };

const attempts: Record<string, Attempt> = {
  'client-id-alone': { form: {} },
  // Credentials of no client, which do not make it a public one.
  'client-id-beside-a-bearer-token': { form: {}, authorization: 'Bearer authproof-no-such-token' },
  'client-id-beside-an-empty-header': { form: {}, authorization: 'Basic' },
  nothing: { form: { client_id: undefined } },
};

export default testCase({
  title: 'A confidential client that sends its identifier alone, or nothing, is refused',
  verifies: ['CA-043', 'CA-044'],
  variants: cross(cross(confidentialMethods, attempts), backChannelEndpoints),
  async run({ oauth }, { method, form, authorization, endpoint, grants }) {
    const client = await oauth.client({ method, ...(grants && { grants }) });
    await control(oauth.call(endpoint, client));
    expectRefused(
      await oauth.call(endpoint, client, { method: 'none', form, ...(authorization && { authorization }) }),
    );
    await control(oauth.call(endpoint, client));
  },
});
