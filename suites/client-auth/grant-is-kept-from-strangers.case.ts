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
    // One after the other, each used before the next is asked for: a server may end a grant whose use failed.
    const fresh = async () =>
      kind === 'code' ? grants.code(client) : grants.refresh((await grants.tokens(client)).refresh);
    await control(oauth.token(client, await fresh()));
    const { form, judged } = await fresh();
    const stranger = await present(client, 'token');
    expectRefused(await oauth.token(client, { ...stranger, form: { ...form, ...stranger.form }, judged }));
    await control(oauth.token(client, await fresh()));
  },
});
