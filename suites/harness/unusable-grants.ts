import { control } from './expect.ts';
import type { Session } from './session.ts';
import { grantKinds } from './tables.ts';

/** Codes and refresh tokens that are declared, and that no client comes by and uses: what rests on them can't be judged. */
export async function unusableGrants(session: Session): Promise<string[]> {
  const told: string[] = [];
  for (const [name, { kind, features }] of Object.entries(grantKinds)) {
    if (!features.every((feature) => session.features.declared.has(feature))) continue;
    await using open = session.openCase('self-test', session.signal);
    const { oauth, grants } = open.context;
    try {
      const client = await grants.client(kind);
      await control(oauth.token(client, await grants.fresh(kind, client)));
    } catch (error) {
      session.signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      told.push(`no ${name.replace('-', ' ')} can be had and used: ${session.secrets.redact(why)}`);
    }
  }
  return told;
}
