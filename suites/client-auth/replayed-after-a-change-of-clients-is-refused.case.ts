import {
  type CaseContext,
  type Client,
  control,
  expectRefused,
  testCase,
  type Variant,
} from '../harness/index.ts';

type Change = Variant & { change(context: CaseContext, client: Client): Promise<unknown> };

/** Each is a reason to drop what is cached of clients, and none to forget what was used. */
const changes: Record<string, Change> = {
  'disabled-and-enabled': {
    needs: ['admin'],
    async change({ admin }, client) {
      await admin.disable(client);
      await admin.enable(client);
    },
  },
  'another-registered': {
    features: ['registration'],
    change: ({ oauth }) => oauth.register({ method: 'client_secret_basic' }),
  },
};

export default testCase({
  title: 'A used assertion is refused although clients were changed since',
  verifies: ['CA-022'],
  features: ['private_key_jwt'],
  exclusive: 'disables a client that others use too',
  variants: changes,
  async run(context, { change }) {
    const { oauth } = context;
    const client = await oauth.client({ method: 'private_key_jwt' });
    const assertion = client.assertion();
    await control(oauth.token(client, { assertion }));
    await change(context, client);
    const replayed = await oauth.token(client, { assertion });
    await control(oauth.token(client)); // it is not the change that refuses
    expectRefused(replayed);
  },
});
