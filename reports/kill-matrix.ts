import { z } from 'zod';

export const killMatrixSchemaId = 'authproof.kill-matrix/v1';

/** `kill-matrix.json` of `prove`: which case catches which mutant. */
export const KillMatrix = z.strictObject({
  schema: z.literal(killMatrixSchemaId),
  commit: z.string().nullable(),
  registry: z.strictObject({ digest: z.string() }),
  full: z.boolean(),
  mutants: z.array(
    z.strictObject({
      id: z.string(),
      breaks: z.array(z.string()),
      alsoBreaks: z.array(z.string()),
      how: z.string(),
      /** `id#variant` of failed or warned results of cases that verify what the mutant breaks. */
      killedBy: z.array(z.string()),
      /** Of cases that verify nothing of that, and something that falls with it: what `alsoBreaks` declares. */
      alsoKilledBy: z.array(z.string()),
      /** Kills that neither `breaks` nor `alsoBreaks` declares. */
      unexpected: z.array(z.string()),
    }),
  ),
  /** Cases that verify a MUST and that no mutant made fail as declared; null unless every mutant met every case. */
  unprovenCases: z.array(z.string()).nullable(),
  totals: z.strictObject({ mutants: z.int(), killed: z.int(), survived: z.int() }),
});
export type KillMatrix = z.infer<typeof KillMatrix>;
