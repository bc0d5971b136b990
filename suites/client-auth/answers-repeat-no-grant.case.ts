import assert from 'node:assert/strict';
import {
  control,
  cross,
  describeReply,
  type GrantProbe,
  grantKinds,
  requireComparable,
  secretLike,
  testCase,
} from '../harness/index.ts';

/** RFC 6749 §1.3.1 and §1.5: both are credentials. Of one with a slip in it nearly all is right. */
const names = { code: 'code', 'refresh-token': 'refresh_token' } as const;

const attempts = {
  'with-a-slip': { used: false },
  'used-before': { used: true },
};

export default testCase({
  title: 'The answer to a refused code or refresh token repeats neither it nor the code verifier',
  verifies: ['CA-048'],
  variants: cross(grantKinds, attempts),
  async run({ oauth, grants }, { kind, used }) {
    const client = await grants.client(kind);
    const right = await grants.fresh(kind, client);
    if (used) await control(oauth.token(client, right));
    else await control(oauth.token(client, await grants.fresh(kind, client)));
    const presented = used ? right : withSlip(right, names[kind]);
    const reply = await oauth.token(client, presented);
    requireComparable(reply);
    const answer = `${reply.headers.flat().join('\n')}\n${reply.body}`;
    for (const credential of [presented.form[names[kind]], presented.form.code_verifier]) {
      if (!credential) continue;
      for (const form of [credential, encodeURIComponent(credential)])
        assert.ok(!answer.includes(form), `the answer repeats the credential: ${describeReply(reply)}`);
    }
    await control(oauth.token(client, await grants.fresh(kind, client)));
  },
});

function withSlip(probe: GrantProbe, name: 'code' | 'refresh_token'): GrantProbe {
  return { ...probe, form: { ...probe.form, [name]: secretLike(String(probe.form[name])) } };
}
