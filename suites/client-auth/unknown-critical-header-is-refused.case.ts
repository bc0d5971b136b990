import { control, cross, expectRefused, type Json, jwtMethods, testCase } from '../harness/index.ts';

/** An empty list binds only those who make assertions (RFC 7515 §4.1.11), so it is no row here. */
const extensions: Record<string, { header: Record<string, Json> }> = {
  present: { header: { 'authproof-extension': true } },
  absent: { header: {} },
};

export default testCase({
  title:
    'An assertion that calls an unknown header parameter critical is refused, whether that is there or not',
  verifies: ['CA-030'],
  variants: cross(jwtMethods, extensions),
  async run({ oauth }, { method, header }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client, { assertion: client.assertion({ header }) }));
    const critical = client.assertion({ header: { ...header, crit: ['authproof-extension'] } });
    expectRefused(await oauth.token(client, { assertion: critical }));
    await control(oauth.token(client, { assertion: client.assertion({ header }) }));
  },
});
