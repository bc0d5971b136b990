import { assemble, control, cross, dissect, expectRefused, type Json, testCase } from '../harness/index.ts';

const spellings: Record<string, { alg: Json | undefined }> = {
  none: { alg: 'none' },
  'none-capitalised': { alg: 'None' },
  'none-upper-case': { alg: 'NONE' },
  'none-mixed-case': { alg: 'nOnE' },
  'none-with-space': { alg: 'none ' },
  'none-after-a-space': { alg: ' none' },
  'none-in-an-array': { alg: ['none'] },
  empty: { alg: '' },
  null: { alg: null },
  false: { alg: false },
  missing: { alg: undefined },
};

const signatures = {
  unsigned: { keepSignature: false },
  'with-signature': { keepSignature: true },
};

const methods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const;

export default testCase({
  title: 'An assertion that names no signature algorithm is refused, in whatever spelling',
  verifies: ['CA-005'],
  variants: cross(cross(methods, spellings), signatures),
  async run({ oauth }, { method, alg, keepSignature }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const parts = dissect(client.assertion({ header: { alg } }));
    const assertion = assemble(keepSignature ? parts : { ...parts, signature: Buffer.alloc(0) });
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
