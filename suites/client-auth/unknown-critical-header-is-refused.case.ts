import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  type Json,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Extension = { header: Record<string, Json>; critical: Record<string, Json> };

/** An empty list binds only those who make assertions (RFC 7515 §4.1.11), so it is no row here. */
const extensions = {
  present: { header: { 'authproof-extension': true }, critical: { crit: ['authproof-extension'] } },
  absent: { header: {}, critical: { crit: ['authproof-extension'] } },
  // The example of RFC 7515 §4.1.11, where it is an extension too, and no claim.
  'named-like-a-claim': { header: { exp: 1363284000 }, critical: { crit: ['exp'] } },
  'behind-a-registered-one': {
    header: { 'authproof-extension': true },
    critical: { b64: true, crit: ['b64', 'authproof-extension'] },
  },
  // What is no list of names is not understood either (RFC 7515 §5.2 step 5).
  'in-a-text': { header: { 'authproof-extension': true }, critical: { crit: 'authproof-extension' } },
  'in-an-object': { header: {}, critical: { crit: { 'authproof-extension': true } } },
  'a-number-in-the-list': { header: {}, critical: { crit: [7] } },
  true: { header: {}, critical: { crit: true } },
  null: { header: {}, critical: { crit: null } },
  // To whoever knows it, the claims are what stands there undecoded, which is no JSON (RFC 7797 §3, §7).
  'unencoded-payload': { header: {}, critical: { b64: false, crit: ['b64'] } },
} satisfies Record<string, Extension>;

const { present } = extensions;
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = Extension & { method: 'private_key_jwt' | 'client_secret_jwt'; endpoint?: EndpointName };

const variants: Record<string, Row> = {
  ...cross(jwtMethods, extensions),
  ...cross(cross({ 'private-key-jwt': byKey }, { present }), furtherEndpoints),
};

export default testCase({
  title:
    'An assertion that calls an unknown header parameter critical is refused, whether that is there or not',
  verifies: ['CA-030'],
  variants,
  async run({ oauth }, { method, header, critical, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const plain = () => ({ assertion: client.assertion({ endpoint, header }) });
    await control(oauth.call(endpoint, client, plain()));
    const assertion = client.assertion({ endpoint, header: { ...header, ...critical } });
    expectRefused(await oauth.call(endpoint, client, { assertion }));
    await control(oauth.call(endpoint, client, plain()));
  },
});
