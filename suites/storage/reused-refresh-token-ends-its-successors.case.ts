import assert from 'node:assert/strict';
import {
  confidentialMethods,
  control,
  cross,
  expectRefused,
  testCase,
  Untestable,
} from '../harness/index.ts';

const generations = {
  'the-one-before': { age: 1 },
  'the-first-of-three': { age: 2 },
};

export default testCase({
  title: 'A refresh token is dead after one that came before it was used again',
  verifies: ['STO-016'],
  features: ['refresh-token'],
  variants: {
    ...cross(generations, confidentialMethods),
    ...cross(generations, { 'public-client': { method: 'none', features: ['none'] } as const }),
  },
  async run({ oauth, grants }, { age, method }) {
    grants.demandRotation();
    const client = await grants.client('refresh-token', { method });
    /** Refresh tokens of one grant in the order they were given; only the last is unused. */
    const lineage = async (): Promise<string[]> => {
      const given = [(await grants.tokens(client)).refresh];
      for (let last = given[0] ?? ''; given.length <= age; given.push(last))
        last = (await grants.refreshed(client, last)).refresh;
      return given;
    };

    const untouched = await lineage();
    await control(oauth.token(client, grants.refresh(untouched.at(-1) ?? '')));
    const [first = '', ...successors] = await lineage();
    if (successors.includes(first))
      throw new Untestable('profile.refresh.rotation is declared, but a use gave no new refresh token');
    expectRefused(await oauth.token(client, grants.refresh(first)));
    const last = successors.at(-1) ?? '';
    assert.equal(await grants.works(client, last), false, 'it works after one before it was used again');
  },
});
