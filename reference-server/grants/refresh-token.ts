import { RequestRefused } from '../errors.ts';
import type { GrantHandler } from './granted.ts';

/** RFC 6749 §6 with rotation: each refresh token works once, and a second use ends the grant (RFC 9700 §4.14.2). */
export const refreshToken: GrantHandler = async (services, client, form) => {
  const { rules, clock, refreshTokens, grants } = services;
  const presented = form.get('refresh_token');
  if (presented === undefined) throw new RequestRefused('invalid_request', 'The refresh_token is missing.');
  const refused = new RequestRefused('invalid_grant', 'The refresh token is not good for this request.');
  const grant = (await refreshTokens.find(presented))?.grant;
  if (!grant || !rules.refreshTokenIssuedTo(client, grant)) throw refused;
  if (!rules.grantLive(grant, clock.now())) throw refused;
  const scope = rules.refreshedScope(form.get('scope'), grant);
  if (scope === undefined)
    throw new RequestRefused('invalid_scope', 'The scope goes beyond what was granted.');
  if (!(await refreshTokens.spend(presented, clock.now()))) {
    if (rules.refreshReuseEndsGrant()) await grants.revoke(grant.id, clock.now());
    throw refused;
  }
  return { scope, subject: grant.subject, grantId: grant.id };
};
