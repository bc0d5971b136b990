import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'Each instance remembers by itself which codes were redeemed there.',
  on: { instances: 2 },
  repositories({ authorizationCodes }) {
    const redeemed = new Set<string>();
    return {
      authorizationCodes: {
        ...authorizationCodes,
        async redeem(code) {
          if (redeemed.has(code)) return false;
          redeemed.add(code);
          return true;
        },
      },
    };
  },
});
