import assert from 'node:assert/strict';
import { control } from './expect.ts';
import type { Client } from './oauth/client.ts';
import type { OAuth } from './oauth/oauth.ts';
import { Untestable } from './outcomes.ts';
import type { Offered } from './sink.ts';
import type { EndpointName } from './target/description.ts';

/**
 * Fails where the target asked for what an assertion points at. Comes last, so that what is fetched in the background
 * has its time: meanwhile the target is shown to fetch what `publishing` publishes, and to accept `client`.
 * @throws Untestable where it has never fetched anything, so that it may not reach the harness
 */
export async function expectNeverFetched(
  offered: readonly Offered[],
  oauth: Pick<OAuth, 'call' | 'client' | 'token'>,
  {
    client,
    endpoint,
    publishing,
  }: { client: Client; endpoint: EndpointName; publishing?: Client | undefined },
): Promise<void> {
  requireUnfetched(offered);
  const other = publishing ?? (await oauth.client({ method: 'private_key_jwt', keys: 'published' }));
  const answered = await oauth.token(other);
  requireUnfetched(offered);
  if (other.published.fetches === 0)
    throw new Untestable(
      `the target has never fetched ${other.published.url}, so it may not reach the harness`,
    );
  await control(answered);
  await control(oauth.call(endpoint, client));
  requireUnfetched(offered);
}

function requireUnfetched(offered: readonly Offered[]): void {
  for (const { url, fetches } of offered)
    assert.equal(fetches(), 0, `fetched what the assertion points at, ${url}, ${fetches()} times`);
}
