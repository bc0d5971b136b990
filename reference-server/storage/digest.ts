import { createHash } from 'node:crypto';

/** What stands in the database for a text that must not be there, or that can be of any size and make. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
