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

/** An empty list binds only those who make assertions (RFC 7515 §4.1.11), so it is no row here. */
const extensions = {
  present: { header: { 'authproof-extension': true } },
  absent: { header: {} },
} satisfies Record<string, { header: Record<string, Json> }>;

const { present } = extensions;
const { 'private-key-jwt': byKey } = jwtMethods;

type Row = {
  method: 'private_key_jwt' | 'client_secret_jwt';
  header: Record<string, Json>;
  endpoint?: EndpointName;
};

const variants: Record<string, Row> = {
  ...cross(jwtMethods, extensions),
  ...cross(cross({ 'private-key-jwt': byKey }, { present }), furtherEndpoints),
};

export default testCase({
  title:
    'An assertion that calls an unknown header parameter critical is refused, whether that is there or not',
  verifies: ['CA-030'],
  variants,
  async run({ oauth }, { method, header, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const plain = () => ({ assertion: client.assertion({ endpoint, header }) });
    await control(oauth.call(endpoint, client, plain()));
    const critical = client.assertion({ endpoint, header: { ...header, crit: ['authproof-extension'] } });
    expectRefused(await oauth.call(endpoint, client, { assertion: critical }));
    await control(oauth.call(endpoint, client, plain()));
  },
});
