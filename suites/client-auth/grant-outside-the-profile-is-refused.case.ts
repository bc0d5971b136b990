import assert from 'node:assert/strict';
import {
  anyChain,
  confidentialMethods,
  control,
  describeReply,
  expectRefused,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** The grant that the target file names is asked for without anything of the user's, so all of the request is right. */
const atToken = Object.fromEntries(
  Object.entries({ ...confidentialMethods, ...anyChain }).map(([key, row]) => [
    key,
    { ...row, endpoint: 'token' } as const,
  ]),
);
const atPar = {
  par: { method: 'client_secret_basic', features: ['client_secret_basic', 'par'], endpoint: 'par' },
} as const;

export default testCase({
  title: 'A client that is not registered for a grant is answered that it may not use it',
  verifies: ['CA-055'],
  variants: { ...atToken, ...atPar },
  async run({ oauth }, { endpoint, features: _, ...traits }) {
    const withoutGrant = endpoint === 'par' ? 'authorization_code' : oauth.grantType;
    const other = await oauth.client(traits);
    const client = await oauth.client({ ...traits, withoutGrant });
    await control(oauth.call(endpoint, other));
    const reply = await oauth.call(endpoint, client);
    if (reply.kind === 'accepted') expectRefused(reply);
    const told = `must be 400 unauthorized_client, was ${describeReply(reply)}`;
    const isAboutItsRequest = [400, 403].includes(reply.status) && reply.error !== 'invalid_client';
    // A pushed request may be refused for more than its grant.
    if (!isAboutItsRequest || (endpoint === 'par' && reply.error !== 'unauthorized_client'))
      throw new Untestable(told);
    assert.deepEqual([reply.status, reply.error], [400, 'unauthorized_client'], told);
    await control(oauth.call(endpoint, other));
  },
});
