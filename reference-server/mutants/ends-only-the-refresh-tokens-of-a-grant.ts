import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['STO-015'],
  how: 'What ends a grant ends its refresh tokens, while access tokens live until they expire.',
  repositories: ({ grants }, database) => ({
    grants: {
      ...grants,
      async revoke(id, now) {
        await database
          .updateTable('refresh_tokens')
          .set({ used_at: now })
          .where('grant_id', '=', id)
          .where('used_at', 'is', null)
          .execute();
      },
    },
  }),
});
