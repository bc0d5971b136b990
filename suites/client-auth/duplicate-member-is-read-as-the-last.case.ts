import {
  type CaseContext,
  type Client,
  control,
  cross,
  dissect,
  expectRefused,
  type Json,
  jwtMethods,
  testCase,
  twoClients,
} from '../harness/index.ts';

type Duplicate = {
  part: 'header' | 'claims';
  last(client: Client, other: Client, context: CaseContext): Member;
};
type Member = { name: string; value: Json };

/** What stands last, after the right value of the same name, and is wrong. */
const duplicates: Record<string, Duplicate> = {
  subject: { part: 'claims', last: (_, other) => ({ name: 'sub', value: other.id }) },
  issuer: { part: 'claims', last: (_, other) => ({ name: 'iss', value: other.id }) },
  audience: { part: 'claims', last: () => ({ name: 'aud', value: 'https://other-as.example' }) },
  expiry: {
    part: 'claims',
    last: (_, __, { clock }) => ({ name: 'exp', value: clock.seconds() - 3600 }),
  },
  algorithm: { part: 'header', last: () => ({ name: 'alg', value: 'none' }) },
};

export default testCase({
  title: 'An assertion that names a member twice, right and then wrong, is refused',
  verifies: ['CA-031'],
  variants: cross(jwtMethods, duplicates),
  async run(context, { method, part, last }) {
    const { oauth } = context;
    const [client, other] = await twoClients(oauth, { method });
    await control(oauth.token(client));
    const { name, value } = last(client, other, context);
    const raw = (more: string) => {
      const text = textOf(client.assertion(), part);
      return client.assertion({ raw: { [part]: `${text.slice(0, -1)}${more}}` } });
    };
    await control(oauth.token(client, { assertion: raw('') }));
    const twice = raw(`,${JSON.stringify(name)}:${JSON.stringify(value)}`);
    expectRefused(await oauth.token(client, { assertion: twice }));
    await control(oauth.token(client));
  },
});

/** The JSON of an assertion's part; each assertion has an identifier of its own. */
function textOf(assertion: string, part: 'header' | 'claims'): string {
  return dissect(assertion)[part].toString();
}
