import { RequestRefused } from '../errors.ts';
import type { GrantHandler } from './granted.ts';

/** RFC 6749 §4.4 */
export const clientCredentials: GrantHandler = async ({ rules }, client, form) => {
  const scope = rules.grantedScope(form.get('scope'), client)?.join(' ');
  if (scope === undefined) {
    throw new RequestRefused('invalid_scope', 'The scope goes beyond what the client is registered for.');
  }
  return { scope, subject: client.id, grantId: undefined };
};
