import {
  assemble,
  control,
  cross,
  dissect,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

const spellings = {
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
} satisfies Record<string, { alg: Json | undefined }>;

const { none } = spellings;
const signatures = {
  unsigned: { keepSignature: false },
  'with-signature': { keepSignature: true },
};

type Row = {
  method: 'private_key_jwt' | 'client_secret_jwt';
  alg: Json | undefined;
  keepSignature: boolean;
  endpoint?: EndpointName;
};

const variants: Record<string, Row> = {
  ...cross(cross(jwtMethods, spellings), signatures),
  ...cross(cross(cross(jwtMethods, { none }), signatures), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that names no signature algorithm is refused, in whatever spelling',
  verifies: ['CA-005'],
  variants,
  async run({ oauth }, { method, alg, keepSignature, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const parts = dissect(client.assertion({ endpoint, header: { alg } }));
    const assertion = assemble(keepSignature ? parts : { ...parts, signature: Buffer.alloc(0) });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client));
  },
});
