import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'Published keys are kept for a day, where five minutes were promised.',
  rules: { keySetCurrent: (fetchedAt, now) => now < fetchedAt + 86_400_000 },
});
