import {
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  expectRefused,
  grantKinds,
  testCase,
  type Variant,
  withoutCredential,
} from '../harness/index.ts';

const { 'client-secret-jwt': _, ...methods } = confidentialMethods;
const { nothing, ...naming } = withoutCredential;
/** A request that names no client is the same by whatever method its client authenticates. */
const byAnyClient: Record<string, Variant & { method?: ClientAuthMethod }> = { 'any-client': {} };

export default testCase({
  title: 'A code or refresh token gives nothing to whoever has it without the credential of its client',
  verifies: ['CA-043'],
  variants: {
    ...cross(grantKinds, cross(methods, naming)),
    ...cross(grantKinds, cross(byAnyClient, { nothing })),
  },
  async run({ oauth, grants }, { kind, method, present }) {
    const client = await grants.client(kind, method && { method });
    await control(oauth.token(client, await grants.fresh(kind, client)));
    const { form, judged } = await grants.fresh(kind, client);
    const stranger = await present(client, 'token');
    expectRefused(await oauth.token(client, { ...stranger, form: { ...form, ...stranger.form }, judged }));
    // Another grant, for a server may end one whose use failed.
    await control(oauth.token(client, await grants.fresh(kind, client)));
  },
});
