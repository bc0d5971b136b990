import type { Load, Measurement, MeasurementOf } from './measurement.ts';
import type { RunReport } from './run-report.ts';
import { counted } from './words.ts';

/** What was measured of one kind of client. */
export interface Figure {
  /** Key of the variant, such as `private-key-jwt-es256`. */
  readonly client: string;
  readonly throughput: MeasurementOf<'throughput'> | null;
  readonly latency: MeasurementOf<'latency'> | null;
}

/** The figures of a run under load, the fastest first. */
export function figuresOf({ cases }: RunReport): Figure[] {
  const measured = cases.filter(({ variant, measurement }) => variant !== null && measurement);
  return [...Map.groupBy(measured, ({ variant }) => variant ?? '')]
    .map(([client, results]) => ({
      client,
      throughput: firstOf(results, 'throughput'),
      latency: firstOf(results, 'latency'),
    }))
    .filter(({ throughput, latency }) => throughput !== null || latency !== null)
    .toSorted((a, b) => (b.throughput?.perSecond ?? 0) - (a.throughput?.perSecond ?? 0));
}

/** `100 assertions, each sent 5 times at once: 100 gained one token, 0 several, 0 none`; null where none was sent. */
export function stormIn({ cases }: RunReport): string | null {
  const storm = firstOf(cases, 'replay-storm');
  if (!storm) return null;
  const { none, one, several } = storm.winners;
  return `${counted(storm.assertions, 'assertion')}, each sent ${storm.copies} times at once: ${one} gained one token, ${several} several, ${none} none`;
}

function firstOf<Kind extends Measurement['kind']>(
  results: readonly { measurement?: Measurement }[],
  kind: Kind,
): MeasurementOf<Kind> | null {
  const isWanted = (one: Measurement | undefined): one is MeasurementOf<Kind> => one?.kind === kind;
  return results.map(({ measurement }) => measurement).find(isWanted) ?? null;
}

/** What the figures belong to, a line for each fact. */
export function circumstancesOf({
  environment,
  connections,
  seconds,
  cap,
  generator,
}: Load): [string, string][] {
  const { tool, cpu, cores, memoryBytes, platform } = generator;
  const held = cap === null ? '' : `, held back to ${cap} requests a second`;
  return [
    ['The target runs on', environment ?? 'not declared, so no figure of it is judged'],
    ['Load', `${counted(connections, 'client')} at a time, ${seconds} s for each kind of client${held}`],
    [
      'Sent by',
      `${tool} on ${counted(cores, 'core')} of ${cpu}, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${platform}`,
    ],
  ];
}

/** `1,234`, and with a digit after the point where that is worth one. */
export function figure(value: number): string {
  const digits = value < 100 ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
