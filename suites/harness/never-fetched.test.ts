import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import { expectNeverFetched } from './never-fetched.ts';
import { Untestable } from './outcomes.ts';
import { keySet } from './sink.ts';
import { openCase } from './testing/open-case.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

/** A target that on its way to a token fetches these of what it is offered and what a client publishes. */
async function judge(fetched: ('offered' | 'published')[]): Promise<void> {
  await using idp = await startTinyIdp();
  const registration = { initialAccessToken: null };
  await using open = await openCase(targetAt([idp.url], { oauth: { registration } }));
  const { oauth, sink } = open.context;
  const client = await oauth.client({ method: 'client_secret_basic' });
  const publishing = await oauth.client({ method: 'private_key_jwt', keys: 'published' });
  const offered = await sink.offer(keySet([]));
  for (const what of fetched) await fetch(what === 'offered' ? offered.url : publishing.published.url);
  idp.answerNext('/token', { body: { access_token: 'a token' } });
  await expectNeverFetched([offered], oauth, { client, endpoint: 'token', publishing });
}

test('what an assertion points at is never fetched by a target that fetches what clients publish', async () => {
  await judge(['published']);
  await expect(judge(['published', 'offered'])).rejects.toThrow(AssertionError);
  await expect(judge(['offered'])).rejects.toThrow(
    /^fetched what the assertion points at, http:\S+, 1 times/,
  );
});

test('a target that fetches nothing at all may not reach the harness', async () => {
  await expect(judge([])).rejects.toThrow(Untestable);
});
