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

/** What is listed and tried by none of the rows: nothing shows that it works, so the list is not shown to be right. */
const anythingElse = { 'anything-else': { method: null, alg: null } } as const;

export default testCase({
  title: 'A method and an algorithm that the metadata list at an endpoint are accepted there',
  verifies: ['CA-047'],
  variants: { ...cross(listableWays, endpointsWithLists), ...cross(anythingElse, endpointsWithLists) },
  async run({ oauth }, { method, alg, endpoint }) {
    const { methods, algorithms } = oauth.listedAt(endpoint);
    if (method === null) {
      const tried: (string | null)[] = Object.values(listableWays).flatMap((way) => [way.method, way.alg]);
      // Public clients have nothing to present, and introspection is not for them (RFC 7662 §2.1).
      if (endpoint !== 'introspection') tried.push('none');
      const others = [...methods, ...(algorithms ?? [])].filter((one) => !tried.includes(one));
      if (others.length === 0) throw new NotApplicable(`the metadata list nothing else at ${endpoint}`);
      throw new Untestable(`the metadata list ${others.join(', ')} at ${endpoint}, which no case presents`);
    }
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
