import type { Services } from '../services.ts';
import type { Client } from '../storage/clients.ts';

/** What a token request gets. */
export interface Granted {
  scope: string;
  /** Whoever granted it, or the client itself. */
  subject: string;
  /** Undefined where nobody stands behind it but the client. */
  grantId: string | undefined;
}

/**
 * Answers one grant_type for a client that was authenticated and may use it.
 * @throws {RequestRefused}
 */
export type GrantHandler = (
  services: Services,
  client: Client,
  form: ReadonlyMap<string, string>,
) => Promise<Granted>;
