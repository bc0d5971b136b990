import { asserting, basic, type TryOut } from '../../try-out.ts';
import { claimsOf, encoded, hmacAssertion, signedByHmac } from './hand-made-assertions.ts';
import { accepts, acceptsClaims, now, type Symptom } from './symptom.ts';

const acceptsSecret = (server: TryOut, change: (secret: string) => string) =>
  accepts(server, { client_id: 'post', client_secret: change(server.secrets.post ?? '') });

const acceptsHeader = (header: Record<string, unknown>): Symptom => {
  return async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', server.secrets.hmac ?? '', header)));
};

async function failsOnClaims(server: TryOut, claims: Record<string, unknown>): Promise<boolean> {
  const input = `${encoded({ alg: 'HS256' })}.${encoded({ ...claimsOf(server, 'hmac'), ...claims })}`;
  return (await server.token(asserting(signedByHmac(input, server.secrets.hmac ?? '')))).status === 500;
}

const acceptsText = async (server: TryOut, change: (assertion: string) => string) =>
  accepts(server, asserting(change(await server.assertion('es256'))));

/** By letters that look like others, are invisible or more than anybody has, and dates that nobody means. */
export const unusualSymptoms: Record<string, Symptom> = {
  'accepts-an-eddsa-signature-of-zeros': (server) => {
    const input = `${encoded({ alg: 'EdDSA' })}.${encoded(claimsOf(server, 'eddsa'))}`;
    return accepts(server, asserting(`${input}.${Buffer.alloc(64).toString('base64url')}`));
  },
  'ignores-expiry-beside-a-beginning': acceptsClaims({
    ...{ nbf: now() - 3700, iat: now() - 3700 },
    exp: now() - 3600,
  }),
  'trims-the-issuer': acceptsClaims({ iss: ' es256 ' }),
  'takes-b64-for-understood': acceptsHeader({ b64: false, crit: ['b64'] }),
  'refuses-other-types-in-lower-case-only': acceptsHeader({ typ: 'AT+JWT' }),
  'compares-audiences-in-one-unicode-form': (server) =>
    acceptsClaims({ aud: server.issuer.replace('h', '\uff48') })(server),
  'fails-on-an-audience-that-is-no-text': (server) => failsOnClaims(server, { aud: null }),
  'fails-on-dates-beyond-the-calendar': (server) => failsOnClaims(server, { exp: 1e15 }),
  'ignores-what-follows-three-segments': (server) => acceptsText(server, (text) => `${text}.e30.e30`),
  'trims-assertions': (server) => acceptsText(server, (text) => `${text}\n`),
  'takes-its-issuer-from-x-original-host': async (server) => {
    const headers = { 'x-original-host': 'other.example' };
    const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server`, { headers });
    return (await answer.text()).includes('other.example');
  },
  'ends-secrets-at-a-nul': (server) => acceptsSecret(server, (secret) => `${secret}\0more`),
  'drops-invisible-characters-of-secrets': (server) => acceptsSecret(server, (secret) => `${secret}\u200b`),
  'compares-secrets-in-one-unicode-form': (server) =>
    acceptsSecret(server, (secret) =>
      secret.replace(/[a-z]/, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ),
  'keeps-128-characters-of-secrets': (server) =>
    acceptsSecret(server, (secret) => `${secret.slice(0, 128)}x`),
  'decodes-basic-credentials-twice': (server) =>
    accepts(server, {}, basic('basic', (server.secrets.basic ?? '').replace(/^./, escaped))),
};

/** A character as its code, which is encoded once more by whoever sends it. */
const escaped = (character: string) => `%${(character.codePointAt(0) ?? 0).toString(16)}`;
