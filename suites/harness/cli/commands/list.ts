import { type Composition, targetsFolder } from '../composition.ts';
import { exit } from '../exit-codes.ts';

export type Listing = 'cases' | 'requirements' | 'mutants' | 'targets' | 'features';

type Row = { id: string; title?: string; [fact: string]: unknown };

/** `authproof list`: a line each, or all that is known of each with --json. */
export async function list(
  what: Listing,
  { json = false }: { json?: boolean },
  composition: Composition,
): Promise<number> {
  const { out } = composition.io;
  const rows = await readers[what](composition);
  if (json) out(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const { id, title } of rows) out(`${title === undefined ? id : `${id}  ${title}`}\n`);
  return exit.ok;
}

/** Each loads what it needs, so that a listing comes at once. */
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
  mutants: async () => {
    const { loadMutants } = await import('../mutants.ts');
    const mutants = [...(await loadMutants())];
    return mutants.map(([id, { breaks, alsoBreaks = [], how }]) => ({ id, title: how, breaks, alsoBreaks }));
  },
  targets: async () => {
    const { findTarget, targetNames } = await import('../../target/find-target.ts');
    const names = await targetNames(targetsFolder);
    return Promise.all(names.map(async (id) => ({ id, file: await findTarget(id, targetsFolder) })));
  },
  features: async ({ loadCases }) => {
    const { jwsAlgorithms } = await import('../../oauth/jws.ts');
    const { clientAuthMethods, endpointNames } = await import('../../target/description.ts');
    const demanded = (await loadCases()).flatMap(({ variants }) =>
      variants.flatMap(({ features }) => features),
    );
    const known = [
      ...clientAuthMethods,
      ...endpointNames,
      ...Object.values(jwsAlgorithms).flat(),
      ...demanded,
    ];
    return [...new Set<string>(known)].sort().map((id) => ({ id }));
  },
};
