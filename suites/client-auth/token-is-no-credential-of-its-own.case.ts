import { control, expectRefused, testCase } from '../harness/index.ts';

export default testCase({
  title: 'Who bears a token and shows nothing else is not told of it',
  verifies: ['CA-044'],
  features: ['introspection'],
  async run({ oauth }) {
    const client = await oauth.client();
    const token = String((await control(oauth.token(client))).json?.access_token);
    await control(oauth.call('introspection', client, { form: { token } }));
    // RFC 7662 §2.1 lets a separate token authorise who asks, and this one is what is asked about.
    const form = { client_id: undefined, token };
    const borne = { method: 'none', authorization: `Bearer ${token}`, form } as const;
    expectRefused(await oauth.call('introspection', client, borne));
    await control(oauth.call('introspection', client, { form: { token } }));
  },
});
