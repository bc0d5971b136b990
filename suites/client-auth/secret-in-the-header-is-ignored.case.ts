import { control, expectRefused, type Json, testCase } from '../harness/index.ts';

type Carrier = { carry(jwk: { [member: string]: Json }): Record<string, Json> };

const secret = Buffer.alloc(64, 'a secret of nobody');

export default testCase({
  title: 'A shared secret that an assertion brings along in its header verifies nothing',
  verifies: ['CA-028@2'],
  features: ['client_secret_jwt'],
  variants: {
    jwk: { carry: (jwk) => ({ jwk }) },
    'jwk-with-kid': { carry: (jwk) => ({ jwk: { ...jwk, kid: 'one' }, kid: 'one' }) },
    k: { carry: ({ k = '' }) => ({ k }) },
  } satisfies Record<string, Carrier>,
  async run({ oauth }, { carry }) {
    const client = await oauth.client({ method: 'client_secret_jwt' });
    const alg = client.alg ?? 'HS256';
    await control(oauth.token(client));
    const header = carry({ kty: 'oct', k: secret.toString('base64url'), alg });
    const assertion = client.assertion({ header, signWith: { key: secret } });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
