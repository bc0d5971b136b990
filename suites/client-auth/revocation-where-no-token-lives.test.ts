import { expect, test } from 'vitest';
import { loadRegistry } from '../../requirements/registry.ts';
import { plan } from '../harness/plan.ts';
import { runCases } from '../harness/run.ts';
import { select } from '../harness/select.ts';
import { capabilitiesOf } from '../harness/self-test.ts';
import { openSession } from '../harness/testing/open-case.ts';
import { basicClient, fixture, targetAt } from '../harness/testing/test-target.ts';
import { startTinyIdp } from '../harness/testing/tiny-idp.ts';
import byItsClient from './token-is-revoked-by-its-client.case.ts';
import onlyByItsClient from './token-is-revoked-only-by-its-client.case.ts';

const cases = [
  { id: 'client-auth/by-its-client', ...byItsClient },
  { id: 'client-auth/only-by-its-client', ...onlyByItsClient },
];

test('where introspection calls every token dead, nobody is said to have revoked one', async () => {
  const registry = await loadRegistry();
  await using idp = await startTinyIdp();
  idp.tokens.add = () => idp.tokens;
  idp.clients.set('svc-basic-2', 'its secret');
  const other = fixture({ id: 'svc-basic-2', methods: ['client_secret_basic'], secret: 'its secret' });
  const target = targetAt([idp.url], { oauth: { clients: [basicClient, other] } });
  await using session = await openSession(target);

  const { features, signal } = session;
  const facts = { features, capabilities: capabilitiesOf(session), profile: target.profile };
  const selected = select(cases, { areas: [], requirements: [], cases: [] }, registry);
  const ran = await Array.fromAsync(runCases(plan(selected, registry, facts), { session, registry, signal }));
  const results = ran.map(({ result }) => result).filter(({ outcome }) => outcome !== 'not-applicable');
  expect(results.map(({ variant }) => variant)).toEqual(
    expect.arrayContaining(['access-token-client-secret-basic', 'access-token-by-its-hint-any-client']),
  );
  expect([...new Set(results.map(({ outcome, reason }) => `${outcome}: ${reason}`))]).toEqual([
    'untestable: the token was dead before anybody revoked it',
  ]);
});
