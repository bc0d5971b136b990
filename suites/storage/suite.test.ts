import { registerSuite } from '../harness/vitest.ts';

await registerSuite(new URL('.', import.meta.url));
