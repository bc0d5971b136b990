import {
  control,
  cross,
  describeReply,
  endpointsWithLists,
  expectAccepted,
  listableWays,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

export default testCase({
  title: 'A method and an algorithm that the metadata list at an endpoint are accepted there',
  verifies: ['CA-047'],
  variants: cross(listableWays, endpointsWithLists),
  async run({ oauth }, { method, alg, endpoint }) {
    const { methods, algorithms } = oauth.listedAt(endpoint);
    if (!methods.includes(method))
      throw new NotApplicable(`the metadata do not list ${method} at ${endpoint}`);
    if (alg && !algorithms?.includes(alg))
      throw new NotApplicable(`the metadata do not list ${alg} at ${endpoint}`);
    const client = await oauth.client({ method, ...(alg ? { alg } : {}) });
    if (endpoint !== 'token') await control(oauth.token(client));
    const reply = await oauth.call(endpoint, client);
    // Whom it knows it may still not serve there.
    if (
      endpoint !== 'token' &&
      reply.kind === 'refused' &&
      reply.status !== 401 &&
      reply.error !== 'invalid_client'
    )
      throw new Untestable(`refused, and not for the method: ${describeReply(reply)}`);
    expectAccepted(reply);
  },
});
