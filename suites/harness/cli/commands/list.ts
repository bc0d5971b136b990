import { jwsAlgorithms } from '../../oauth/jws.ts';
import { clientAuthMethods, endpointNames } from '../../target/description.ts';
import { targetNames } from '../../target/find-target.ts';
import { type Composition, targetsFolder } from '../composition.ts';
import { exit } from '../exit-codes.ts';
import { loadMutants } from '../mutants.ts';

export const listings = ['cases', 'requirements', 'mutants', 'targets', 'features'] as const;
export type Listing = (typeof listings)[number];

type Row = { id: string } & Record<string, unknown>;

/** `authproof list`: a line each, or all that is known of each with --json. */
export async function list(
  what: Listing,
  { json }: { json: boolean },
  composition: Composition,
): Promise<number> {
  const rows = await readers[what](composition);
  const { out } = composition.io;
  if (json) out(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const { id, title, how } of rows) out(`${[id, title ?? how].filter(Boolean).join('  ')}\n`);
  return exit.ok;
}

const readers: Record<Listing, (composition: Composition) => Promise<Row[]>> = {
  cases: async ({ loadCases }) =>
    (await loadCases()).map(({ id, title, verifies, variants }) => ({
      id,
      title,
      verifies: verifies.map((one) => one.id),
      variants: variants.flatMap(({ key, features, needs }) =>
        key === null ? [] : [{ key, features, needs }],
      ),
    })),
  requirements: async ({ loadRegistry }) => {
    const { requirements } = await loadRegistry();
    return requirements.map(({ draft, ...requirement }) => requirement);
  },
  mutants: async () =>
    [...(await loadMutants())].map(([id, { breaks, alsoBreaks = [], how }]) => ({
      id,
      how,
      breaks,
      alsoBreaks,
    })),
  targets: async () => (await targetNames(targetsFolder)).map((id) => ({ id })),
  features: async ({ loadCases }) => {
    const cases = await loadCases();
    const demanded = cases.flatMap(({ variants }) => variants.flatMap(({ features }) => features));
    const known = [
      ...clientAuthMethods,
      ...endpointNames,
      ...Object.values(jwsAlgorithms).flat(),
      ...demanded,
    ];
    return [...new Set<string>(known)].sort().map((id) => ({ id }));
  },
};
