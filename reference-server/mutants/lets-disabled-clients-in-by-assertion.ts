import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'Only clients that send their secret are asked whether they are disabled; assertions have code of their own.',
  rules: { clientEnabled: ({ enabled, method }) => enabled || method.endsWith('_jwt') },
});
