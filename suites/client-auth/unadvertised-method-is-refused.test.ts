import { expect, test } from 'vitest';
import { Untestable } from '../harness/outcomes.ts';
import { openCase } from '../harness/testing/open-case.ts';
import { basicClient, fixture, targetAt } from '../harness/testing/test-target.ts';
import { startTinyIdp } from '../harness/testing/tiny-idp.ts';
import unadvertisedMethod from './unadvertised-method-is-refused.case.ts';

/** The case with a public client of a server that lists Basic alone, and answers the public client this. */
async function judge(error: string): Promise<void> {
  await using idp = await startTinyIdp();
  const methods = { token_endpoint_auth_methods_supported: ['client_secret_basic'] };
  const metadata = { issuer: idp.url, token_endpoint: `${idp.url}/token`, ...methods };
  idp.answerNext('/.well-known/oauth-authorization-server', { body: metadata });
  const clients = [basicClient, fixture({ id: 'svc-public', methods: ['none'] })];
  await using open = await openCase(targetAt([idp.url], { oauth: { clients } }));
  idp.answerNext('/token', null, { status: 400, body: { error } });
  await unadvertisedMethod.variants.find(({ key }) => key === 'none')?.run(open.context);
}

test('a public client that is refused its grant tells nothing of its method', async () => {
  await expect(judge('unauthorized_client')).rejects.toThrow(Untestable);
});

test('a public client that is refused otherwise is refused', async () => {
  await expect(judge('invalid_client')).resolves.toBeUndefined();
});
