import type { OAuthDescription } from '../target/description.ts';

/** What is asked for beside a grant: the scope of the target file's own, and what a refresh token wants; empty for none. */
export function wantedScope(
  { grant, refreshScope }: OAuthDescription,
  { refreshToken }: { refreshToken?: boolean },
): { scope?: string } {
  const scope = [grant.scope, refreshToken && refreshScope].filter(Boolean).join(' ');
  return scope ? { scope } : {};
}
