import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const here = (file: string) => join(import.meta.dirname, file);
const read = (file: string) => readFile(here(file), 'utf8');
const header = `# Generated from ../oidc-provider/known-failures.yaml and races.yaml by
# \`node suites/targets/oidc-provider-cluster/generate.ts --write\`; do not edit.
`;

/** known-failures.yaml of this target: what the single instance shows, and what two on one store show beside it. */
export const knownFailures = async () =>
  `${header}${await read('../oidc-provider/known-failures.yaml')}${await read('races.yaml')}`;

if (import.meta.main && process.argv.includes('--write'))
  await writeFile(here('known-failures.yaml'), await knownFailures());
