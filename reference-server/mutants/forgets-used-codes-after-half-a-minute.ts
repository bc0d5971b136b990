import { digest } from '../storage/digest.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'That a code was used is remembered for half a minute, which is less than a code lives.',
  repositories: ({ authorizationCodes }, database) => ({
    authorizationCodes: {
      ...authorizationCodes,
      async redeem(code, now) {
        const { numUpdatedRows } = await database
          .updateTable('authorization_codes')
          .set({ used_at: now })
          .where('code_digest', '=', digest(code))
          .where((where) => where.or([where('used_at', 'is', null), where('used_at', '<', now - 30_000)]))
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      },
    },
  }),
});
