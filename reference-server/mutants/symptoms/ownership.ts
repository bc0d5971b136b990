import { asserting, basic, type TryOut } from '../../try-out.ts';
import {
  granted,
  headersOf,
  isLive,
  minted,
  owner,
  redirectUri,
  refreshes,
  refreshing,
  type Tokens,
} from './granting.ts';
import { accepts, type Symptom } from './symptom.ts';

const another = 'odd';
const wrongSecret = basic(owner, 'wrong');

/** Whether a token is dead after somebody asked for that. */
async function revokes(
  server: TryOut,
  kind: keyof Tokens,
  headers?: Record<string, string>,
): Promise<boolean> {
  const given = await granted(server);
  await server.post('revoke', { token: given[kind] }, headers);
  if (kind === 'refresh_token') return !(await refreshes(server, given));
  return !(await isLive(server, given.access_token, headersOf(server)));
}

/** Whether a token is live that was revoked, asked about before or not, and is dead a while later. */
const endsLate =
  (askedBefore: boolean): Symptom =>
  async (server) => {
    const token = await server.accessToken(headersOf(server));
    if (askedBefore) await isLive(server, token, headersOf(server));
    await server.post('revoke', { token }, headersOf(server));
    const live = await isLive(server, token, headersOf(server));
    await server.advance(15);
    return live && !(await isLive(server, token, headersOf(server)));
  };

export const ownershipSymptoms: Record<string, Symptom> = {
  'introspects-for-anyone': async (server) => isLive(server, await server.accessToken()),
  'revokes-for-anyone': (server) => revokes(server, 'access_token'),
  'takes-pushed-requests-by-client-id-alone': async (server) =>
    (
      await server.post('par', {
        ...{ client_id: owner, response_type: 'code', redirect_uri: redirectUri },
        ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
      })
    ).status === 201,
  'ends-tokens-ten-seconds-late': endsLate(false),
  'keeps-introspection-answers': endsLate(true),
  'tells-anyone-about-refresh-tokens': async (server) =>
    isLive(server, (await granted(server)).refresh_token, wrongSecret),
  'lets-anyone-end-refresh-tokens': (server) => revokes(server, 'refresh_token'),
  'revokes-before-it-authenticates': (server) => revokes(server, 'refresh_token', wrongSecret),
  'remembers-secrets-it-has-verified': async (server) => {
    const { [another]: secret = '' } = server.secrets;
    await accepts(server, {}, headersOf(server, another));
    return accepts(server, {}, basic(owner, secret));
  },

  'takes-a-code-verifier-for-client-authentication': async (server) =>
    accepts(server, { ...(await minted(server)), client_id: owner }),
  'refreshes-for-whoever-has-the-token': async (server) =>
    accepts(server, refreshing(await granted(server)), wrongSecret),

  'redeems-codes-for-any-client': async (server) =>
    accepts(server, await minted(server), headersOf(server, another)),
  'binds-codes-to-scopes': async (server) =>
    accepts(server, await minted(server), headersOf(server, another)),
  'compares-only-the-start-of-whose-code-it-is': async (server) =>
    accepts(server, {
      ...(await minted(server, 'es256-with-secret')),
      ...asserting(await server.assertion('es256')),
    }),
  'refreshes-for-any-client': async (server) =>
    accepts(server, refreshing(await granted(server)), headersOf(server, another)),
  'refreshes-for-any-client-with-a-key': async (server) => {
    const form = refreshing(await granted(server));
    return accepts(server, { ...form, ...asserting(await server.assertion('es256')) });
  },
  'believes-the-client-id-parameter': async (server) =>
    accepts(server, { ...(await minted(server)), client_id: owner }, headersOf(server, another)),

  'revokes-for-any-client': (server) => revokes(server, 'access_token', headersOf(server, another)),
  'revokes-access-tokens-for-any-client': (server) =>
    revokes(server, 'access_token', headersOf(server, another)),
  'revokes-refresh-tokens-for-any-client': (server) =>
    revokes(server, 'refresh_token', headersOf(server, another)),
};
