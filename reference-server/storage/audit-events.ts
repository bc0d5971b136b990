import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { AuthenticationFailure } from '../errors.ts';
import type { AuthenticationMethod } from '../rules/algorithms.ts';
import type { Mechanism } from '../rules/requests.ts';
import { gathered } from './gathered.ts';
import type { Database, Schema } from './schema.ts';

/** The outcome of one client authentication. Never a credential. */
export interface AuditEvent {
  /** Epoch milliseconds. */
  at: number;
  /** As claimed where refused: it may name nobody. */
  clientId: string | undefined;
  mechanism: Mechanism | undefined;
  /** All that succeeded, or the one that failed; none where it did not come to that. */
  methods: readonly AuthenticationMethod[];
  outcome: 'accepted' | 'refused';
  reason: AuthenticationFailure | 'invalid_request' | 'single_use_not_guaranteed' | undefined;
}

export interface AuditEvents {
  append(event: AuditEvent): Promise<void>;
  /** Those from a time on, oldest first. */
  since(at: number): Promise<AuditEvent[]>;
}

export function auditEventsIn(database: Database): AuditEvents {
  let appended = 0;
  const insert = gathered<Insertable<Schema['audit_events']>>(async (rows) => {
    await database.insertInto('audit_events').values(rows).execute();
  });
  return {
    append: ({ at, clientId, mechanism, methods, outcome, reason }) =>
      insert({
        // Sorts those of one millisecond in the order of their arrival here.
        id: `${String(appended++).padStart(12, '0')}-${randomUUID()}`,
        at,
        // A claimed identifier can be anything, a page of text or a NUL byte.
        client_id: clientId?.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 256) ?? null,
        mechanism: mechanism ?? null,
        methods: methods.join(' '),
        outcome,
        reason: reason ?? null,
      }),

    async since(at) {
      const rows = await database
        .selectFrom('audit_events')
        .selectAll()
        .where('at', '>=', at)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        at: row.at,
        clientId: row.client_id ?? undefined,
        mechanism: (row.mechanism ?? undefined) as AuditEvent['mechanism'],
        methods: row.methods.split(' ').filter(Boolean) as AuthenticationMethod[],
        outcome: row.outcome as AuditEvent['outcome'],
        reason: (row.reason ?? undefined) as AuditEvent['reason'],
      }));
    },
  };
}
