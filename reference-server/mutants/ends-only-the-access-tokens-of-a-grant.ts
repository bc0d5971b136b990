import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-016'],
  alsoBreaks: ['CA-066', 'STO-015'],
  how: 'What ends a grant ends its access tokens, while refresh tokens go on giving others.',
  repositories: ({ grants }, database) => ({
    grants: {
      ...grants,
      async revoke(id, now) {
        await database
          .updateTable('access_tokens')
          .set({ revoked_at: now })
          .where('grant_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
      },
    },
  }),
});
