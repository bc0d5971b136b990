import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'What a client publishes is fetched with its first use, and an unknown kid is no reason to look again.',
  rules: { keySetRefetchable: (triedAt) => triedAt === 0 },
});
