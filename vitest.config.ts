import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './.ci/longest-first.ts';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'reports/runs'],
    // Many tests wait for a program of ours, a container or npm: also two cores have time for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    // A hang, not slowness: a busy machine takes many times what an idle one does.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    tags: [
      { name: 'chromium', description: 'Opens a page in Chromium.' },
      { name: 'containers', description: 'Starts a container.', timeout: 600_000 },
      { name: 'glewlwyd', description: 'Starts Glewlwyd.' },
      { name: 'k6', description: 'Sends load by k6.' },
      { name: 'npm-registry', description: 'Installs packages.' },
      { name: 'end-to-end', description: 'Starts a program of ours as a process.', timeout: 600_000 },
    ],
  },
});
