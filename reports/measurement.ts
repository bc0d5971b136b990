import { z } from 'zod';

const count = z.int().min(0);
const ms = z.number().min(0);

/** Latency of token requests of one kind of client; durations in milliseconds. */
const Latency = z.strictObject({
  kind: z.literal('latency'),
  samples: count,
  p50: ms,
  p95: ms,
  p99: ms,
  max: ms,
  /** What the 95th percentile must stay below. */
  bound: ms,
});

/** How the answers of a load ended; `lost` where none came. */
const Answers = z.strictObject({
  accepted: count,
  refused: count,
  throttled: count,
  fault: count,
  lost: count,
  other: count,
});
export type Answers = z.infer<typeof Answers>;

/** Token requests of one kind of client, one after another over each connection. */
const Throughput = z.strictObject({
  kind: z.literal('throughput'),
  requests: count,
  seconds: z.number().min(0),
  perSecond: z.number().min(0),
  answers: Answers,
});

/** Assertions that were each sent several times at once, by how many of the copies were given a token. */
const ReplayStorm = z.strictObject({
  kind: z.literal('replay-storm'),
  assertions: count,
  copies: count,
  winners: z.strictObject({ none: count, one: count, several: count }),
  answers: Answers,
});

/** What a case under load measured. A figure holds for the machine and the load that `run.load` states, and for no other. */
export const Measurement = z.discriminatedUnion('kind', [Latency, Throughput, ReplayStorm]);
export type Measurement = z.infer<typeof Measurement>;
export type MeasurementOf<Kind extends Measurement['kind']> = Extract<Measurement, { kind: Kind }>;

/** The load of a run of `authproof load`, and where it came from. */
export const Load = z.strictObject({
  scenario: z.string(),
  /** What the target runs on, in its operator's words. Null where the target file does not say: then no figure is judged. */
  environment: z.string().nullable(),
  connections: z.int().min(1),
  /** How long each kind of client sends. */
  seconds: z.int().min(1),
  /** Requests a second in all that were not exceeded; null where nothing held them back. */
  cap: z.int().min(1).nullable(),
  /** What sent the load, and the machine that it ran on. */
  generator: z.strictObject({
    tool: z.string(),
    cpu: z.string(),
    cores: z.int().min(1),
    memoryBytes: count,
    platform: z.string(),
  }),
});
export type Load = z.infer<typeof Load>;
