import { control, expectOneWinner, expectRefused, testCase } from '../harness/index.ts';

const rounds = 3;
const many = 20;

export default testCase({
  title: 'Of simultaneous uses of one code or refresh token exactly one is answered with tokens',
  verifies: ['STO-006@2'],
  exclusive: 'a target that is busy with other cases serves the racers one after another',
  variants: {
    code: { kind: 'code', features: ['authorization-code'], instances: 'one' },
    'refresh-token': { kind: 'refresh-token', features: ['refresh-token'], instances: 'one' },
    'code-over-instances': {
      kind: 'code',
      features: ['authorization-code'],
      instances: 'all',
      needs: ['instances'],
    },
    'refresh-token-over-instances': {
      kind: 'refresh-token',
      features: ['refresh-token'],
      instances: 'all',
      needs: ['instances'],
    },
    // Of many, those that an instance itself turns down may end the grant before another instance has looked.
    'refresh-token-twice-over-instances': {
      kind: 'refresh-token',
      features: ['refresh-token'],
      instances: 'all',
      needs: ['instances'],
      requests: 2,
    },
  } as const,
  async run({ oauth, grants, race }, { kind, instances, ...row }) {
    const { requests } = { requests: many, ...row };
    if (kind === 'refresh-token') grants.demandRotation();
    const client = await grants.client(kind);
    await control(oauth.token(client, await grants.fresh(kind, client)));
    for (let round = 0; round < rounds; round++) {
      const probe = await grants.fresh(kind, client);
      expectOneWinner(await race(requests, () => oauth.prepare('token', client, probe), instances));
      expectRefused(await oauth.token(client, probe));
    }
    await control(oauth.token(client, await grants.fresh(kind, client)));
  },
});
