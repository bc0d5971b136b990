import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import { Untestable } from '../harness/outcomes.ts';
import { openCase } from '../harness/testing/open-case.ts';
import { startTestServer, type TestAnswer } from '../harness/testing/test-server.ts';
import { basicClient, fixture, targetAt } from '../harness/testing/test-target.ts';
import publicClient from './public-client-gets-no-token-of-its-own.case.ts';

const granted = { body: { access_token: 'a token' } };
const refused = (error: string) => ({ status: 401, body: { error } });

/** The case at a server that answers a public client this, and one that it does not know that. */
async function judge(known: TestAnswer, unknown: TestAnswer): Promise<void> {
  await using server = await startTestServer(({ path, form, header }) => {
    if (path !== '/token') return { status: 404 };
    if (header('authorization')) return granted;
    return form.get('client_id') === 'svc-public' ? known : unknown;
  });
  const clients = [basicClient, fixture({ id: 'svc-public', methods: ['none'] })];
  const endpoints = { token: { url: '/token', methods: null, audience: null } };
  await using open = await openCase(targetAt([server.url], { oauth: { clients, endpoints } }));
  await publicClient.variants.find(({ key }) => key === 'client-id-alone')?.run(open.context);
}

test('a token for whoever knows the identifier is a finding', async () => {
  await expect(judge(granted, refused('invalid_client'))).rejects.toThrow(AssertionError);
});

test.each(['unauthorized_client', 'invalid_grant'])(
  'who is known there and told %s is refused',
  async (error) => {
    await expect(judge(refused(error), refused('invalid_client'))).resolves.toBeUndefined();
  },
);

test('who is refused like somebody unknown may be unknown', async () => {
  await expect(judge(refused('invalid_client'), refused('invalid_client'))).rejects.toThrow(Untestable);
});
