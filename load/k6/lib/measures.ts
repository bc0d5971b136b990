/** The names that script and summary share: a threshold carries the id of the requirement that asks for it. */
const latency = 'PERF-005';
const acceptance = 'PERF-006';
const singleUse = 'PERF-007';
export const requirements = { latency, acceptance, singleUse } as const;

/** How one answer ended; `lost` where none came. */
export const answerKinds = ['accepted', 'refused', 'throttled', 'fault', 'lost', 'other'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** How many of an assertion's copies were given a token. */
export const winnerCounts = ['none', 'one', 'several'] as const;
export type WinnerCount = (typeof winnerCounts)[number];

/** What is broken where an assertion of the storm had so many winners. */
export const requirementOf = { none: acceptance, one: null, several: singleUse } as const satisfies Record<
  WinnerCount,
  string | null
>;

/** Milliseconds; PERF-005. */
export const latencyBoundMs = 2000;

export const storm = 'replay-storm';

/** Names of submetrics as a summary has them. */
export const metricOf = {
  latency: (variant: string) => `http_req_duration{requirement:${latency},variant:${variant}}`,
  accepted: (variant: string) => `accepted{requirement:${acceptance},variant:${variant}}`,
  elapsed: (variant: string) => `elapsed{variant:${variant}}`,
  answers: (variant: string, kind: AnswerKind) => `answers{variant:${variant},kind:${kind}}`,
  winners: (count: WinnerCount) => {
    const asked = requirementOf[count];
    return `storm_assertions{${asked ? `requirement:${asked},` : ''}winners:${count}}`;
  },
};

/** Those with a bound judge a requirement. k6 keeps a submetric for a threshold only, so the others have one that always holds. */
export function thresholdsFor(variants: readonly string[], hasStorm: boolean): Record<string, string[]> {
  const entries: [string, string[]][] = variants.flatMap((variant): [string, string[]][] => [
    [metricOf.latency(variant), [`p(95)<${latencyBoundMs}`]],
    [metricOf.accepted(variant), ['rate==1']],
    [metricOf.elapsed(variant), ['max>=0']],
    ...countsOf(variant),
  ]);
  const ofStorm: [string, string[]][] = [
    [metricOf.winners('several'), ['count==0']],
    [metricOf.winners('none'), ['count==0']],
    [metricOf.winners('one'), ['count>=0']],
    ...countsOf(storm),
  ];
  return Object.fromEntries(hasStorm ? [...entries, ...ofStorm] : entries);
}

const countsOf = (variant: string) =>
  answerKinds.map((kind): [string, string[]] => [metricOf.answers(variant, kind), ['count>=0']]);
