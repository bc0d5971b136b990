import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-024'],
  how: 'A spent identifier is kept until exp, and its assertion is accepted somewhat longer.',
  rules: { rememberedUntil: ({ exp }, now) => (typeof exp === 'number' ? Math.ceil(exp * 1000) : now) },
});
