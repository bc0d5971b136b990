import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  alsoBreaks: ['STO-015'],
  how: 'A code is good until it expires, however often it is redeemed.',
  repositories: ({ authorizationCodes }) => ({
    authorizationCodes: { ...authorizationCodes, redeem: async () => true },
  }),
});
