import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'reports/runs'],
    tags: [
      { name: 'chromium', description: 'Opens a page in Chromium.' },
      { name: 'end-to-end', description: 'Starts a program of ours as a process.', timeout: 120_000 },
    ],
  },
});
