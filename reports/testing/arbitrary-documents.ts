import fc from 'fast-check';
import { type Evidence, evidenceSchemaId } from '../evidence.ts';
import type { KillMatrix } from '../kill-matrix.ts';
import { arbitraryJson, arbitraryText, duration, orNull, texts } from './arbitrary-run.ts';

/** Generated documents that stand beside the results of a run, for property tests. */
const headers = fc.array(fc.tuple(arbitraryText, arbitraryText), { maxLength: 2 });
const count = fc.nat({ max: 100 });

const exchange = fc.record({
  role: fc.constantFrom('set-up', 'control', 'probe'),
  atMs: duration,
  durationMs: duration,
  request: fc.record({ method: arbitraryText, url: arbitraryText, headers, body: orNull(arbitraryText) }),
  response: orNull(fc.record({ status: fc.integer({ min: 100, max: 999 }), headers, body: arbitraryText })),
  error: orNull(arbitraryText),
  assertions: fc.array(fc.record({ header: arbitraryJson, claims: arbitraryJson }), { maxLength: 2 }),
});

export const arbitraryEvidence: fc.Arbitrary<Evidence> = fc.record({
  schema: fc.constant(evidenceSchemaId),
  case: arbitraryText,
  variant: orNull(arbitraryText),
  exchanges: fc.array(exchange, { maxLength: 3 }),
  races: fc.array(
    fc.record({ requests: count, releaseSkewMs: duration, ok: count, refused: count, unknown: count }),
    { maxLength: 1 },
  ),
});

export const arbitraryKillMatrix: fc.Arbitrary<KillMatrix> = fc.record({
  schema: fc.constant('authproof.kill-matrix/v1'),
  commit: orNull(arbitraryText),
  registry: fc.record({ digest: arbitraryText }),
  full: fc.boolean(),
  mutants: fc.array(
    fc.record({
      id: arbitraryText,
      breaks: texts,
      alsoBreaks: texts,
      how: arbitraryText,
      killedBy: texts,
      alsoKilledBy: texts,
      unexpected: texts,
    }),
    { maxLength: 3 },
  ),
  unprovenCases: orNull(texts),
  totals: fc.record({ mutants: count, killed: count, survived: count }),
});
