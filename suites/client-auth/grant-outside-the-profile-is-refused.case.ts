import assert from 'node:assert/strict';
import {
  anyChain,
  type ClientTraits,
  confidentialMethods,
  control,
  describeReply,
  expectRefused,
  NotApplicable,
  testCase,
  Untestable,
  type Variant,
} from '../harness/index.ts';

/** The grant that the target file names is asked for without anything of the user's, so all of the request is right. */
const atToken = Object.fromEntries(
  Object.entries({ ...confidentialMethods, ...anyChain }).map(([key, row]) => [
    key,
    { ...row, endpoint: 'token' } as const,
  ]),
);
/** As a default may be filled in before or after the grant is looked at. */
const withoutScope = {
  'without-scope': { endpoint: 'token', form: { scope: undefined } },
} as const;
const atPar = {
  par: { method: 'client_secret_basic', features: ['client_secret_basic', 'par'], endpoint: 'par' },
} as const;

type Row = ClientTraits & Variant & { endpoint: 'token' | 'par'; form?: { scope: undefined } };

const variants: Record<string, Row> = { ...atToken, ...withoutScope, ...atPar };

export default testCase({
  title: 'A client that is not registered for a grant is answered that it may not use it',
  verifies: ['CA-055'],
  variants,
  async run({ oauth }, { endpoint, form = {}, features: _, needs: _needs, profiles: _profiles, ...traits }) {
    const withoutGrant = endpoint === 'par' ? 'authorization_code' : oauth.grantType;
    const other = await oauth.client(traits);
    const client = await oauth.client({ ...traits, withoutGrant });
    const there = await oauth.call(endpoint, other, { form });
    if ('scope' in form && there.error === 'invalid_scope')
      throw new NotApplicable('a scope has to be asked for'); // RFC 6749 §3.3
    await control(there);
    const reply = await oauth.call(endpoint, client, { form });
    if (reply.kind === 'accepted') expectRefused(reply);
    // Whoever has another default, or none, may be refused for that first.
    if ('scope' in form && reply.error === 'invalid_scope')
      throw new Untestable(`no scope is its default: ${describeReply(reply)}`);
    const told = `must be 400 unauthorized_client, was ${describeReply(reply)}`;
    const isAboutItsRequest = [400, 403].includes(reply.status) && reply.error !== 'invalid_client';
    // A pushed request may be refused for more than its grant.
    if (!isAboutItsRequest || (endpoint === 'par' && reply.error !== 'unauthorized_client'))
      throw new Untestable(told);
    assert.deepEqual([reply.status, reply.error], [400, 'unauthorized_client'], told);
    await control(oauth.call(endpoint, other, { form }));
  },
});
