import { parseArgs } from 'node:util';
import { engineCost } from './engine-cost.ts';
import { checkThenAct, roundsThatCatch } from './race-detection.ts';
import { startServer, tokensPerSecond } from './throughput.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    requests: { type: 'string', default: '2000' },
    races: { type: 'string', default: '100' },
  },
});
const rounds = Number(values.rounds);
const requests = Number(values.requests);
const races = Number(values.races);
const at = (path: string) => new URL(path, import.meta.url).href;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Three servers in turn, round by round, so that a machine that slows down slows all of them. */
async function compareServers(): Promise<void> {
  await using reference = await startServer('reference server', at('../suites/targets/reference/start.ts'));
  await using oidcProvider = await startServer(
    'oidc-provider',
    at('../suites/targets/oidc-provider/start.ts'),
  );
  await using floor = await startServer('floor', at('./floor.ts'));
  const servers = [reference, oidcProvider, floor];
  for (const server of servers) await tokensPerSecond(server, requests); // warms up
  const measured = new Map<string, number[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) measured.get(server.name)?.push(await tokensPerSecond(server, requests));
  }
  const of = (name: string) => measured.get(name) ?? [];
  for (const [name, values] of measured) print(`${name}: tokens a second`, median(values).toFixed(0));
  const ratios = (other: string) =>
    of('reference server').map((value, round) => value / (of(other)[round] ?? Number.NaN));
  print('reference server / oidc-provider', `${median(ratios('oidc-provider')).toFixed(2)} (goal 1.3)`);
  print('reference server / floor', `${median(ratios('floor')).toFixed(2)} (goal 0.8)`);
}

async function measureRaces(): Promise<void> {
  for (const { windowMs, where, mutant } of checkThenAct) {
    const goal = windowMs === 0.2 ? ` (goal ${(0.95 * races).toFixed(0)})` : '';
    const caught = await roundsThatCatch(mutant, races);
    print(`rounds of 20 that catch a window of ${windowMs} ms ${where}`, `${caught} of ${races}${goal}`);
  }
}

function print(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(60)} ${value}\n`);
}

await compareServers();
print('engine / bare exchanges', `${median(await engineCost(rounds)).toFixed(2)} (goal 1.3)`);
await measureRaces();
