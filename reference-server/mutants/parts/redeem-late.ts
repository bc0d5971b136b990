import { digest } from '../../storage/digest.ts';
import type { Repositories } from '../../storage/repositories.ts';
import type { Database } from '../../storage/schema.ts';
import { pause } from './pause.ts';

/** Codes that are looked up first, and marked as used so much later. */
export function redeemLate(milliseconds: number) {
  return ({ authorizationCodes }: Repositories, database: Database): Partial<Repositories> => ({
    authorizationCodes: {
      ...authorizationCodes,
      async redeem(code, now) {
        const unused = await database
          .selectFrom('authorization_codes')
          .select('grant_id')
          .where('code_digest', '=', digest(code))
          .where('used_at', 'is', null)
          .executeTakeFirst();
        if (!unused) return false;
        await pause(milliseconds);
        await authorizationCodes.redeem(code, now);
        return true;
      },
    },
  });
}
