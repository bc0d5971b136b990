import {
  type CaseContext,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  describeReply,
  endpointsBesideToken,
  expectRefused,
  listableWays,
  NotApplicable,
  testCase,
  Untestable,
} from '../harness/index.ts';

type OAuth = CaseContext['oauth'];
type Listed = ReturnType<OAuth['listedAt']>;
type Way = { method: ClientAuthMethod; alg?: string | null };

/** One method, or every algorithm of the methods that are listed. */
const tried: Record<string, { method?: ClientAuthMethod; features?: readonly string[] }> = {
  ...confidentialMethods,
  'any-algorithm': {},
};

export default testCase({
  title: 'What the metadata list at the token endpoint but not at another is refused there',
  verifies: ['CA-047'],
  variants: cross(tried, endpointsBesideToken),
  async run({ oauth, note }, { method, endpoint }) {
    const there = oauth.listedAt(endpoint);
    const known = there.methods.join(', ');
    if (!known) throw new NotApplicable(`the metadata do not say how clients authenticate at ${endpoint}`);
    const atToken = oauth.listedAt('token');
    if (!method && !there.algorithms)
      throw new NotApplicable(`the metadata list no algorithms at ${endpoint}`);
    const ways: Way[] = method ? [{ method }] : Object.values(listableWays).filter(signsAsListed(there));
    const unlisted = ways.filter((way) => isListed(way, atToken) && !isListed(way, there));
    if (unlisted.length === 0)
      throw new NotApplicable(
        `the metadata list ${method ?? 'every algorithm'} at ${endpoint}, or not at the token endpoint either`,
      );
    note(`the metadata name ${known} at ${endpoint}, by a list or by its default (RFC 8414 §2)`);

    const witness = await oauth.client(witnessAmong(there, oauth));
    await control(oauth.call(endpoint, witness));
    for (const way of fixturesFirst(unlisted, oauth)) {
      const client = await oauth.client(traitsOf(way));
      await control(oauth.token(client));
      const reply = await oauth.call(endpoint, client, { undeclared: true });
      // Whom it knows it may still not serve there.
      if (reply.kind === 'refused' && (reply.status === 200 || reply.status === 403))
        throw new Untestable(`refused, and not for the method: ${describeReply(reply)}`);
      expectRefused(reply);
    }
    await control(oauth.call(endpoint, witness));
  },
});

const traitsOf = ({ method, alg }: Way) => ({ method, ...(alg ? { alg } : {}) });

function isListed({ method, alg }: Way, { methods, algorithms }: Listed): boolean {
  return methods.includes(method) && (!alg || (algorithms?.includes(alg) ?? false));
}

/** Of a method that is not listed no algorithm is either; that is tried by itself. */
function signsAsListed({ methods }: Listed) {
  return ({ method, alg }: Way) => Boolean(alg) && methods.includes(method);
}

/** Who shows that the endpoint serves whoever authenticates as is listed. */
function witnessAmong(listed: Listed, oauth: OAuth) {
  const ways = Object.values(listableWays).filter((way) => isListed(way, listed));
  const [way] = fixturesFirst(ways, oauth);
  if (!way) throw new Untestable(`of ${listed.methods.join(', ')} none is a way that could serve as control`);
  return traitsOf(way);
}

/** One that nobody can make is no reason not to try the others. */
function fixturesFirst(ways: readonly Way[], oauth: OAuth): Way[] {
  const made = ways.filter((way) => oauth.hasFixture(traitsOf(way)));
  return [...made, ...ways.filter((way) => !made.includes(way))];
}
