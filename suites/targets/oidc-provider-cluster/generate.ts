import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const command = 'node suites/targets/oidc-provider-cluster/generate.ts --write';
const read = (file: string) => readFile(join(import.meta.dirname, file), 'utf8');
const header = (from: string) => `# Generated from ${from} by \`${command}\`; do not edit.\n`;

/** The files of this target, by name: those of the single instance, but for what two on one store do otherwise. */
export async function clusterFiles(): Promise<Record<string, string>> {
  const target = await read('../oidc-provider/target.yaml');
  const known = await read('../oidc-provider/known-failures.yaml');
  const twice = target
    .replace(/^name: .*$/m, '$&, two instances')
    .replace(/^launch: .*$/m, 'launch: { module: ../oidc-provider/start.ts, instances: 2 }');
  return {
    'target.yaml': `${header('../oidc-provider/target.yaml')}${twice}`,
    'known-failures.yaml': `${header('../oidc-provider/known-failures.yaml and races.yaml')}${known}${await read('races.yaml')}`,
  };
}

if (import.meta.main && process.argv.includes('--write')) {
  for (const [file, text] of Object.entries(await clusterFiles()))
    await writeFile(join(import.meta.dirname, file), text);
}
