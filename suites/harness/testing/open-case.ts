import { type OpenCase, Session, type SessionOptions } from '../session.ts';
import type { TargetDescription } from '../target/description.ts';

export function openSession(target: TargetDescription, more: Partial<SessionOptions> = {}): Promise<Session> {
  return Session.open(target, { seed: 'test', signal: new AbortController().signal, ...more });
}

/** A case of its own session; disposing ends both. */
export async function openCase(target: TargetDescription): Promise<OpenCase & { session: Session }> {
  const session = await openSession(target);
  const open = session.openCase('area/behaviour', session.signal);
  return {
    ...open,
    session,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
