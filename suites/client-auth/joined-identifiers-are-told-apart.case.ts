import { claimsOf, control, expectAccepted, jwtMethods, requireSpent, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion is accepted although its client and identifier, joined, spell those of a used one',
  verifies: ['CA-025'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method, beginsAnother: true });
    const other = await oauth.client({ method, begunBy: client });
    const more = other.id.slice(client.id.length);
    // Joined by nothing, or by what the longer of the two client identifiers holds itself.
    for (const separator of ['', ...(/^[^a-z0-9]/i.exec(more) ?? [])]) {
      await control(oauth.token(client));
      const used = other.assertion();
      await control(oauth.token(other, { assertion: used }));
      const jti = `${more.slice(separator.length)}${separator}${claimsOf(used).jti}`;
      const assertion = client.assertion({ claims: { jti } });
      expectAccepted(await oauth.token(client, { assertion }));
      requireSpent(await oauth.token(client, { assertion }));
    }
  },
});
