import assert from 'node:assert/strict';
import {
  confidentialMethods,
  control,
  cross,
  describeReply,
  expectRefused,
  type Probe,
  testCase,
  Untestable,
  withoutCredential,
} from '../harness/index.ts';

// A refresh token is looked up in code of its own, and these two endpoints take it beside access tokens.
const endpoints = {
  introspection: { endpoint: 'introspection', features: ['introspection'] },
  revocation: { endpoint: 'revocation', features: ['revocation'] },
} as const;

export default testCase({
  title: 'Whoever does not authenticate learns nothing of a refresh token and cannot end it',
  verifies: ['CA-044'],
  features: ['refresh-token'],
  variants: cross(cross(confidentialMethods, withoutCredential), endpoints),
  async run({ oauth, grants }, { method, present, endpoint }) {
    const client = await grants.client('refresh-token', { method });
    const { refresh } = await grants.tokens(client);
    const ask = async (token: string, { form, ...probe }: Probe = {}) =>
      oauth.call(endpoint, client, { ...probe, form: { ...form, token } });

    if (endpoint === 'introspection') {
      await control(ask(refresh));
      expectRefused(await ask(refresh, await present(client, endpoint)));
      await control(ask(refresh));
      return;
    }
    const { refresh: revoked } = await grants.tokens(client);
    await ask(revoked);
    if (await grants.works(client, revoked))
      throw new Untestable('a refresh token that its own client revoked still works');
    const reply = await ask(refresh, await present(client, endpoint));
    const message = `ended without client authentication: ${describeReply(reply)}`;
    assert.ok(await grants.works(client, refresh), message);
  },
});
