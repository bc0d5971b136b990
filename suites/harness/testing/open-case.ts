import type { Client } from '../oauth/client.ts';
import { type OpenCase, Session, type SessionOptions } from '../session.ts';
import type { OAuthDescription, TargetDescription } from '../target/description.ts';
import { targetAt } from './test-target.ts';

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

/** A case with the one client that the tiny identity provider knows. */
export async function openCaseAt(
  url: string,
  oauth: Partial<OAuthDescription> = {},
): Promise<OpenCase & { client: Client }> {
  const open = await openCase(targetAt([url], { oauth: { redirectUri: 'http://127.0.0.1:1/cb', ...oauth } }));
  return { ...open, client: await open.context.oauth.client({ method: 'client_secret_basic' }) };
}
