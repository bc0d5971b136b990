import type { WithCurrentKeys } from './clients/published-keys.ts';
import type { StandIn } from './clients/stand-in.ts';
import type { Clock } from './clock.ts';
import type { SigningKey } from './keys/signing-key.ts';
import type { Rules } from './rules.ts';
import type { AuditEvent } from './storage/audit-events.ts';
import type { Repositories } from './storage/repositories.ts';

/** Where the operator is told of faults of the server's own, which callers are not. Given errors, never requests. */
export type Log = (error: unknown) => void;

/** Under which conditions clients register themselves. */
export interface Registration {
  /** Of the initial access token (RFC 7591 §1.2). */
  tokenDigest: string;
  /** The scopes that such clients may have. */
  scopes: readonly string[];
}

/** What routes are made from. */
export interface Services extends Repositories {
  issuer: string;
  clock: Clock;
  rules: Rules;
  signingKey: SigningKey;
  /** Judged in place of a client that does not exist. */
  standIn: StandIn;
  withCurrentKeys: WithCurrentKeys;
  /** Undefined where clients can't. */
  registration: Registration | undefined;
  log: Log;
  audit(event: Omit<AuditEvent, 'at'>): Promise<void>;
}
