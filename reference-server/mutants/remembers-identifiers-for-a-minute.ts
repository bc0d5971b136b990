import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-024'],
  how: 'A spent identifier is kept for a minute, and assertions live for five.',
  rules: { rememberedUntil: (_claims, now) => now + 60_000 },
});
