import { setTimeout } from 'node:timers/promises';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  alsoBreaks: ['STO-003'],
  how: 'The identifier is looked up first and stored a millisecond later, so racing requests all find it fresh.',
  repositories: ({ assertionIds }, database) => ({
    assertionIds: {
      ...assertionIds,
      async spend(client_id, id_digest, expires_at) {
        const spent = await database
          .selectFrom('assertion_ids')
          .select('client_id')
          .where('client_id', '=', client_id)
          .where('id_digest', '=', id_digest)
          .executeTakeFirst();
        if (spent) return false;
        await setTimeout(1);
        await database
          .insertInto('assertion_ids')
          .values({ client_id, id_digest, expires_at })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return true;
      },
    },
  }),
});
