import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import { openCase } from '../harness/testing/open-case.ts';
import { startTestServer } from '../harness/testing/test-server.ts';
import { basicClient, fixture, targetAt } from '../harness/testing/test-target.ts';
import onlyByItsClient from './token-is-revoked-only-by-its-client.case.ts';

/** The row about tokens of a public client, at a server that ends them for those clients, or also for all others. */
async function judge({ forAnybody }: { forAnybody: boolean }): Promise<void> {
  const owners = new Map<string, string>();
  const refusal = (error: string) => ({ status: 400, body: { error } });
  await using server = await startTestServer(({ path, form, header }) => {
    const client = header('authorization') ? basicClient.id : (form.get('client_id') ?? '');
    const token = form.get('refresh_token') ?? form.get('token') ?? '';
    if (path === '/revoke') {
      const isPublic = owners.get(token) === 'svc-public';
      if (owners.get(token) === client || (isPublic && forAnybody)) owners.delete(token);
      return { body: '' };
    }
    if (path !== '/token') return { status: 404 };
    if (form.get('grant_type') === 'refresh_token' && owners.get(token) !== client)
      return refusal('invalid_grant');
    owners.delete(token);
    const refresh_token = `refresh token ${server.arrived.length}`;
    owners.set(refresh_token, client);
    return { body: { access_token: 'an access token', refresh_token } };
  });
  const endpoint = (url: string) => ({ url, methods: null, audience: null });
  const oauth = {
    endpoints: { token: endpoint('/token'), revocation: endpoint('/revoke') },
    clients: [basicClient, fixture({ id: 'svc-public', methods: ['none'] })],
    refreshBy: { username: 'u', password: 'p' },
  };
  await using open = await openCase(targetAt([server.url], { oauth }));
  await onlyByItsClient.variants
    .find(({ key }) => key === 'refresh-token-of-a-public-client')
    ?.run(open.context);
}

test('whoever can end the tokens of a public client is found', async () => {
  await expect(judge({ forAnybody: true })).rejects.toThrow(AssertionError);
});

test('where the public client alone can, nothing is found', async () => {
  await expect(judge({ forAnybody: false })).resolves.toBeUndefined();
});
