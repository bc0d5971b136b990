import assert from 'node:assert/strict';
import {
  affordableTries,
  type CaseContext,
  type Client,
  confidentialMethods,
  control,
  nobodyLike,
  type Probe,
  quartilesOf,
  type Reply,
  testCase,
  toldApart,
  Untestable,
  wrongCredential,
} from '../harness/index.ts';

const factor = 5;

export default testCase({
  title: 'An unknown client is answered as fast as a known one whose credential is wrong',
  verifies: ['CA-061'],
  exclusive: 'measures how long answers take',
  variants: confidentialMethods,
  async run(context, { method }) {
    const { oauth, note } = context;
    const client = await oauth.client({ method, own: true });
    const nobody = nobodyLike(client.id);
    await control(oauth.token(client));
    const probes = {
      known: () => wrongCredential(client),
      unknown: () => wrongCredential(client, { clientId: nobody }),
    };
    const tries = await triesFor(context, client, probes);
    const measured = () => measure(context, client, probes, tries);
    let times = await measured();
    // What disturbs the machine may last as long as a measurement does, and seldom as long as two.
    if (toldApart(times.known, times.unknown, factor)) times = await measured();
    await control(oauth.token(client)); // not locked meanwhile, which would be answered in a time of its own
    const summary = `known ${inWords(times.known)}, unknown ${inWords(times.unknown)}; ${tries} tries of each`;
    note(summary);
    assert.ok(
      !toldApart(times.known, times.unknown, factor),
      `told apart by the time of the answer: ${summary}`,
    );
  },
});

type Kind = 'known' | 'unknown';
/** The same bad credential in the name of either. */
type Probes = Record<Kind, () => Promise<Probe>>;

/** So many of each as the first answers say can be had in time. */
async function triesFor({ oauth }: CaseContext, client: Client, probes: Probes): Promise<number> {
  let msOfBoth = 0;
  for (const probe of [probes.known, probes.unknown]) {
    const reply = await oauth.token(client, await probe());
    refuseToMeasure(reply);
    msOfBoth += reply.exchange.durationMs;
  }
  const tries = affordableTries(msOfBoth);
  if (tries === null)
    throw new Untestable(`an answer to each takes ${Math.round(msOfBoth)} ms, too long to compare enough`);
  return tries;
}

/** Milliseconds of so many tries of each kind, which take turns in an order drawn by lot. */
async function measure(
  { oauth, random }: CaseContext,
  client: Client,
  probes: Probes,
  tries: number,
): Promise<Record<Kind, number[]>> {
  const times: Record<Kind, number[]> = { known: [], unknown: [] };
  const kinds = Array.from({ length: tries }, (): Kind[] => ['known', 'unknown']).flat();
  for (const kind of random.shuffled(kinds)) {
    const { reply, ms } = await oauth.timed('token', client, await probes[kind]());
    refuseToMeasure(reply);
    times[kind].push(ms);
  }
  return times;
}

/** Throttling has a time of its own, and what was accepted other requirements judge. */
function refuseToMeasure({ kind, status, who }: Reply): void {
  if (kind === 'accepted') throw new Untestable(`was not refused, which other requirements judge: ${who}`);
  if (status === 429 || status === 503) throw new Untestable(`throttled with ${status}: ${who}`);
}

function inWords(times: number[]): string {
  const [lower, median, upper] = quartilesOf(times).map((ms) => ms.toFixed(1));
  return `${median} ms (half of them ${lower} to ${upper})`;
}
