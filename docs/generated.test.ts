import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coveragePage } from './coverage.ts';
import { cliPage } from './reference/cli.ts';
import { targetFilePage } from './reference/target-file.ts';

const generated = {
  'coverage.md': coveragePage,
  'reference/cli.md': cliPage,
  'reference/target-file.md': targetFilePage,
};

test.for(Object.entries(generated))(
  '%s is up to date; its first line says how to make it',
  async ([name, page]) => {
    const written = await readFile(join(import.meta.dirname, name), 'utf8');
    expect(written).toBe(await page());
    expect(written).toMatch(/^<!-- Generated from .* by `node docs\/.* --write`; do not edit\. -->\n/);
  },
);
