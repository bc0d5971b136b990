import { RequestRefused } from '../errors.ts';
import type { GrantHandler } from './granted.ts';

/** RFC 6749 §4.1.3, RFC 7636 §4.5. What is wrong with a code is one answer, so nobody feels a way to a right one. */
export const authorizationCode: GrantHandler = async (services, client, form) => {
  const { rules, clock, authorizationCodes, grants } = services;
  const presented = form.get('code');
  if (presented === undefined) throw new RequestRefused('invalid_request', 'The code is missing.');
  const refused = new RequestRefused('invalid_grant', 'The code is not good for this request.');
  const code = await authorizationCodes.find(presented);
  if (!code || !rules.codeIssuedTo(client, code)) throw refused;
  if (!rules.redirectUriRepeated(form.get('redirect_uri'), code)) throw refused;
  if (!rules.codeVerifierMatches(form.get('code_verifier'), code)) throw refused;
  // Before the look at its age: whoever comes late with a used code is the second one all the same.
  if (!(await authorizationCodes.redeem(presented, clock.now()))) {
    if (rules.codeReuseEndsGrant()) await grants.revoke(code.grant.id, clock.now());
    throw refused;
  }
  if (!rules.codeLive(code, clock.now())) throw refused;
  return { scope: code.grant.scope, subject: code.grant.subject, grantId: code.grant.id };
};
