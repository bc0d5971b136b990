import {
  authenticatingEndpoints,
  type ClientAuthMethod,
  control,
  cross,
  type EndpointName,
  expectOneWinner,
  expectRefused,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Row = { method: ClientAuthMethod; endpoint?: EndpointName };

const { 'private-key-jwt': byKey } = jwtMethods;
const { par, introspection } = authenticatingEndpoints; // at revocation the answers tell no winner

const variants: Record<string, Row> = {
  ...jwtMethods,
  ...cross({ 'private-key-jwt': byKey }, { par, introspection }),
};

const rounds = 3;
const requests = 20;

export default testCase({
  title: 'Of twenty simultaneous uses of one assertion exactly one is accepted',
  verifies: ['CA-022', 'STO-003'],
  exclusive: 'a target that is busy with other cases serves the racers one after another',
  variants,
  async run({ oauth, race }, { method, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    for (let round = 0; round < rounds; round++) {
      const assertion = client.assertion({ endpoint });
      const calls = () => oauth.prepare(endpoint, client, { assertion });
      expectOneWinner(await race(requests, calls, 'one'));
      expectRefused(await oauth.call(endpoint, client, { assertion }));
    }
    await control(oauth.call(endpoint, client));
  },
});
