import { z } from 'zod';

export const evidenceSchemaId = 'authproof.evidence/v1';

const Header = z.tuple([z.string(), z.string()]);

/** One request and its answer, redacted. `role` tells the control from what it is compared with. */
export const Exchange = z.strictObject({
  role: z.enum(['set-up', 'control', 'probe']),
  /** Milliseconds after the case began. */
  atMs: z.number(),
  durationMs: z.number(),
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(Header),
    body: z.string().nullable(),
  }),
  response: z.strictObject({ status: z.int(), headers: z.array(Header), body: z.string() }).nullable(),
  /** Why there is no answer. */
  error: z.string().nullable(),
  /** Assertions in the request, decoded; their signatures are masked. */
  assertions: z.array(z.strictObject({ header: z.json(), claims: z.json() })),
});
export type Exchange = z.infer<typeof Exchange>;

/** `evidence/<id>#<variant>.json`: what a case sent and got, in order. */
export const Evidence = z.strictObject({
  schema: z.literal(evidenceSchemaId),
  case: z.string(),
  variant: z.string().nullable(),
  exchanges: z.array(Exchange),
  /** For each race: how many requests, how far apart their last bytes were released, and how they ended. */
  races: z.array(
    z.strictObject({
      requests: z.int(),
      releaseSkewMs: z.number(),
      ok: z.int(),
      refused: z.int(),
      unknown: z.int(),
    }),
  ),
});
export type Evidence = z.infer<typeof Evidence>;
