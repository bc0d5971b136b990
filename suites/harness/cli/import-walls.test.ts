import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What a file of each room may and may not import: the walls of DESIGN section 2. */
const walls: Record<string, { allowed: string[]; refused: string[] }> = {
  'requirements/x.ts': {
    allowed: ['./registry.ts', 'zod'],
    refused: [
      '../reports/verdict.ts',
      '../suites/harness/index.ts',
      '../fakes/smtp/index.ts',
      '../reference-server/index.ts',
      '../load/run-k6.ts',
    ],
  },
  'reports/html/x.ts': {
    allowed: ['../verdict.ts', '../../requirements/registry.ts'],
    refused: [
      '../../suites/harness/index.ts',
      '../../fakes/smtp/index.ts',
      '../../reference-server/index.ts',
      '../../load/run-k6.ts',
    ],
  },
  'suites/harness/x.ts': {
    allowed: ['../../reports/verdict.ts', '../../requirements/registry.ts', './target/launch.ts'],
    refused: [
      './cli/main.ts',
      '../targets/reference/start.ts',
      '../client-auth/x.case.ts',
      '../../fakes/smtp/index.ts',
      '../../reference-server/index.ts',
      '../../load/run-k6.ts',
    ],
  },
  'suites/client-auth/x.case.ts': {
    allowed: ['../harness/index.ts', 'node:assert', 'node:assert/strict'],
    refused: [
      '../harness/session.ts',
      '../harness/cli/main.ts',
      '../targets/reference/start.ts',
      '../../requirements/registry.ts',
      '../../reports/verdict.ts',
      '../../fakes/smtp/index.ts',
      '../../reference-server/index.ts',
      './other.case.ts',
      'node:fs',
      'vitest',
      'zod',
    ],
  },
  'fakes/smtp/x.ts': {
    allowed: ['./index.ts', '../twilio/index.ts'],
    refused: [
      '../../requirements/registry.ts',
      '../../reports/verdict.ts',
      '../../suites/harness/index.ts',
      '../../reference-server/index.ts',
      '../../load/run-k6.ts',
    ],
  },
  'reference-server/rules/x.ts': {
    allowed: ['../rules.ts', 'jose'],
    refused: [
      '../../requirements/registry.ts',
      '../../reports/verdict.ts',
      '../../suites/harness/index.ts',
      '../../fakes/smtp/index.ts',
      '../../load/run-k6.ts',
    ],
  },
  'load/x.ts': {
    allowed: ['../reports/results-file.ts'],
    refused: ['../suites/harness/index.ts', '../fakes/smtp/index.ts', '../reference-server/index.ts'],
  },
  'load/k6/x.ts': {
    allowed: ['./lib/tokens.ts', 'k6/http'],
    refused: [
      '../../requirements/registry.ts',
      '../../reports/verdict.ts',
      '../../suites/harness/index.ts',
      '../../fakes/smtp/index.ts',
      '../../reference-server/index.ts',
    ],
  },
  'suites/harness/cli/x.ts': {
    allowed: [
      '../../../requirements/registry.ts',
      '../../../reports/verdict.ts',
      '../../../fakes/smtp/index.ts',
      '../../../reference-server/index.ts',
      '../../targets/reference/start.ts',
    ],
    refused: [],
  },
  'suites/targets/x/start.ts': {
    allowed: [
      '../../harness/target/launch-contract.ts',
      '../../../fakes/smtp/index.ts',
      '../../../reference-server/index.ts',
    ],
    refused: [],
  },
};

let folder: string;
/** `file:line` of every import that the linter refuses. */
let refusals: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authproof-walls-'));
  await cp(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [file, { allowed, refused }] of Object.entries(walls)) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(
      join(folder, file),
      [...allowed, ...refused].map((from) => `import '${from}';\n`).join(''),
    );
  }
  const output = await lint();
  refusals = [...output.matchAll(/file=(.+?),line=(\d+),/g)].map(([, file = '', line]) => {
    return `${relative(folder, file)}:${line}`;
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function lint(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const args = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
  args.push('--only=style/noRestrictedImports');
  // It exits 1 for the findings that it is to make.
  execFile(join(root, 'node_modules/.bin/biome'), args, { cwd: folder }, (_, stdout) => resolve(stdout));
  return promise;
}

test.each(Object.keys(walls))('the linter refuses exactly the imports that are not for %s', (file) => {
  const { allowed = [], refused = [] } = walls[file] ?? {};
  const imported = [...allowed, ...refused];
  expect(imported.filter((_, index) => refusals.includes(`${file}:${index + 1}`))).toEqual(refused);
});
