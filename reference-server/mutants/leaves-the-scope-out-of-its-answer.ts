import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'An answer with a token never names the scope, also where it is not the one that was asked for.',
  rules: { scopeAnswered: () => undefined },
});
