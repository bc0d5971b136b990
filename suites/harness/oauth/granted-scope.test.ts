import { expect, test } from 'vitest';
import { openCaseAt } from '../testing/open-case.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { expectScopeLeftOut } from './granted-scope.ts';

/** What is said of a token that was asked for with a foreign scope, where the answer has these members too. */
async function said(more: { scope?: string }): Promise<void> {
  await using idp = await startTinyIdp();
  await using open = await openCaseAt(idp.url, { tokenOwner: { by: 'introspection' } });
  const { oauth } = open.context;
  idp.answerNext('/token', { body: { access_token: 'a token', token_type: 'Bearer', ...more } });
  idp.answerNext('/introspect', { body: { active: true, client_id: open.client.id, scope: 'api' } });
  const reply = await oauth.token(open.client);
  await expectScopeLeftOut(oauth, open.client, reply, {
    scope: 'foreign',
    asked: 'foreign',
    wrong: 'granted',
  });
}

test('an answer that names no scope grants what was asked for, and the reason says so', async () => {
  await expect(said({})).rejects.toThrow(
    /^granted: foreign, as the answer names no other \(RFC 6749 §5\.1\)$/,
  );
});

test('an answer that names the scope grants what it names', async () => {
  await expect(said({ scope: 'foreign' })).rejects.toThrow(/^granted: foreign$/);
  await expect(said({ scope: 'api' })).resolves.toBeUndefined();
});
