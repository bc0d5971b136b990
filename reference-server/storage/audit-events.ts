import { randomUUID } from 'node:crypto';
import type { AuthenticationFailure } from '../errors.ts';
import type { Mechanism } from '../rules/requests.ts';
import type { Database } from './schema.ts';

/** The outcome of one client authentication. */
export interface AuditEvent {
  /** Epoch milliseconds. */
  at: number;
  /** As claimed where refused: it may name nobody. */
  clientId: string | undefined;
  mechanism: Mechanism | undefined;
  outcome: 'accepted' | 'refused';
  reason: AuthenticationFailure | 'invalid_request' | 'single_use_not_guaranteed' | undefined;
}

export interface AuditEvents {
  append(event: AuditEvent): Promise<void>;
}

export function auditEventsIn(database: Database): AuditEvents {
  return {
    async append({ at, clientId, mechanism, outcome, reason }) {
      await database
        .insertInto('audit_events')
        .values({
          id: randomUUID(),
          at,
          // A claimed identifier can be anything, a page of text or a NUL byte.
          client_id: clientId?.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 256) ?? null,
          mechanism: mechanism ?? null,
          outcome,
          reason: reason ?? null,
        })
        .execute();
    },
  };
}
