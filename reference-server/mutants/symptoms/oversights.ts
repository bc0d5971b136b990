import { randomUUID } from 'node:crypto';
import { asserting, basic, type Form, type TryOut } from '../../try-out.ts';
import { registerPublishing, startPublishing } from '../../try-out-publishing.ts';
import { granted, headersOf, isLive, minted, refreshing } from './granting.ts';
import { claimsOf, encoded, hmacAssertion, unsigned } from './hand-made-assertions.ts';
import { takesClaimsOnlyAt, takesOnlyAt } from './narrow-faults.ts';
import { accepts, acceptsClaims, now, type Symptom } from './symptom.ts';

type Differently = Parameters<TryOut['assertion']>[1];

const byKey = async (server: TryOut, differently?: Differently, id = 'es256') =>
  asserting(await server.assertion(id, differently));

const acceptsAudience =
  (audienceOf: (issuer: string) => unknown): Symptom =>
  async (server) =>
    accepts(server, await byKey(server, { claims: { aud: audienceOf(server.issuer) } }));

const acceptsHmac =
  (header: Record<string, unknown>): Symptom =>
  (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', server.secrets.hmac ?? '', header)));

const fails = async (server: TryOut, form: Form) => (await server.token(form)).status === 500;

async function descriptionOf(server: TryOut, form: Form): Promise<string> {
  const answer = (await (await server.token(form)).json()) as { error_description?: string };
  return answer.error_description ?? '';
}

/** A client that publishes the key of the try-out's `es256`. */
async function withPublished<T>(
  server: TryOut,
  ask: (client: Awaited<ReturnType<typeof registerPublishing>>) => Promise<T>,
  metadata: Record<string, unknown> = {},
): Promise<T> {
  await using own = await startPublishing([server.publicKey('es256')]);
  return await ask(await registerPublishing(server, own.url, metadata));
}

const parted = async (server: TryOut) => (await server.assertion('es256')).split('.');

/** How the mutants show that look at less than all of what they are shown. */
export const oversightSymptoms: Record<string, Symptom> = {
  'accepts-a-missing-audience-at-par': takesClaimsOnlyAt('par', { aud: undefined }),
  'accepts-a-missing-expiry-at-introspection': takesClaimsOnlyAt('introspect', { exp: undefined }),
  'names-clients-by-their-subject-alone-at-par': takesClaimsOnlyAt('par', { iss: undefined }),
  'ignores-a-slash-after-the-issuer-at-revocation': (server) =>
    takesOnlyAt(server, 'revoke', 'es256', () => byKey(server, { claims: { aud: `${server.issuer}/` } })),
  'takes-a-secret-from-either-place-at-introspection': async (server) => {
    const form = { token: 'x', client_id: 'basic', client_secret: server.secrets.basic };
    return (await server.post('introspect', form)).status === 200;
  },
  'refuses-untyped-assertions-at-revocation': async (server) =>
    (await server.post('revoke', { token: 'x', ...(await byKey(server)) })).status === 401,
  'spends-no-identifier-where-a-code-is-redeemed': async (server) => {
    const form = await byKey(server);
    const redeemed = async () => accepts(server, { ...(await minted(server, 'es256')), ...form });
    return (await redeemed()) && (await redeemed());
  },
  'ignores-the-beginning-of-assertions-in-a-chain': async (server) =>
    accepts(
      server,
      await byKey(server, { claims: { nbf: now() + 70, exp: now() + 100 } }, 'chain'),
      headersOf(server, 'chain'),
    ),

  'stops-reading-audiences-at-a-nul': acceptsAudience((issuer) => `${issuer}\0more`),
  'drops-users-of-audiences': acceptsAudience((issuer) => issuer.replace('://', '://user@')),
  'compares-audiences-without-their-scheme': acceptsAudience((issuer) => issuer.replace('http:', 'https:')),
  'drops-line-breaks-of-audiences': acceptsAudience((issuer) => `${issuer}\n`),
  'lets-clients-name-themselves-in-the-audience': acceptsAudience((issuer) => [issuer, 'es256']),
  'takes-the-par-endpoint-as-audience': acceptsAudience((issuer) => `${issuer}/oauth/par`),
  'takes-an-empty-date-for-none': acceptsClaims({ nbf: '' }),
  'takes-a-missing-identifier-for-a-text': acceptsClaims({ jti: undefined }),

  'picks-the-method-of-an-assertion-by-its-algorithm': (server) =>
    withPublished(server, async (client) => (await client.ask('es256')) === 200, {
      token_endpoint_auth_method: 'client_secret_jwt',
    }),
  'tells-that-an-algorithm-is-not-the-clients': async (server) =>
    (await descriptionOf(server, asserting(hmacAssertion(server, 'es256', 'x')))).includes('sign'),
  'takes-unsigned-assertions-of-clients-that-publish-keys': (server) =>
    withPublished(server, ({ id }) => accepts(server, asserting(unsigned(server, id)))),
  'asks-published-keys-for-no-signature': (server) =>
    withPublished(
      server,
      async (client) => (await client.ask('keyed-basic', server.publicKey('es256').kid)) === 200,
    ),
  'takes-wide-letters-for-none': (server) =>
    accepts(server, asserting(unsigned(server, 'es256', '\uff4e\uff4f\uff4e\uff45'))),
  'takes-claims-for-critical-headers': acceptsHmac({ crit: ['exp'], exp: 1 }),
  'overlooks-critical-headers-that-are-no-list': acceptsHmac({ crit: 'x', x: 1 }),
  'verifies-by-the-key-set-in-the-header': async (server) => {
    const jwks = { keys: [server.publicKey('keyed-basic')] };
    const claims = claimsOf(server, 'es256');
    return accepts(server, await byKey(server, { claims, header: { jwks } }, 'keyed-basic'));
  },
  'fetches-the-jwks-uri-of-the-header': async (server) => {
    await using own = await startPublishing();
    await accepts(server, await byKey(server, { header: { jwks_uri: own.url } }));
    return own.asked > 0;
  },
  'spends-identifiers-before-it-finds-a-key': async (server) => {
    const claims = { jti: randomUUID() };
    await accepts(server, await byKey(server, { claims, header: { kid: 'nobody' } }));
    return !(await accepts(server, await byKey(server, { claims })));
  },
  'takes-its-own-access-tokens-for-assertions-at-introspection': async (server) => {
    const form = { token: 'x', ...asserting(await server.accessToken()) };
    return (await server.post('introspect', form)).status === 200;
  },
  'takes-half-a-signature-of-zeros': async (server) => {
    const [header, claims] = await parted(server);
    return accepts(server, asserting(`${header}.${claims}.${Buffer.alloc(32).toString('base64url')}`));
  },

  'fails-on-a-kid-beyond-latin': async (server) =>
    fails(server, await byKey(server, { header: { kid: '\u0100' } })),
  'fails-on-a-kid-it-does-not-know': async (server) =>
    fails(server, await byKey(server, { header: { kid: 'nobody' } })),
  'fails-on-long-client-ids': async (server) => {
    const id = 'i'.repeat(300);
    return fails(server, await byKey(server, { claims: { iss: id, sub: id } }));
  },
  'fails-on-hmacs-of-another-length': (server) => {
    const input = `${encoded({ alg: 'HS256' })}.${encoded(claimsOf(server, 'hmac'))}`;
    return fails(server, asserting(`${input}.AAAA`));
  },
  'tells-where-its-parser-failed': async (server) =>
    /\n +at .+:\d+:\d+/.test(await descriptionOf(server, asserting('x'))),
  'answers-malformed-assertions-as-a-page': async (server) =>
    (await server.token(asserting('x'))).headers.get('content-type')?.startsWith('text/html') === true,
  'reads-assertions-behind-a-scheme': async (server) =>
    accepts(server, asserting(`Bearer ${await server.assertion('es256')}`)),
  'decodes-the-assertion-type-twice': async (server) => {
    const form = await byKey(server);
    return accepts(server, {
      ...form,
      client_assertion_type: encodeURIComponent(form.client_assertion_type ?? ''),
    });
  },

  'overlooks-a-third-value': (server) => {
    const secret = `client_secret=${server.secrets.post}`;
    return accepts(
      server,
      ['grant_type=client_credentials&client_id=post', secret, secret, secret].join('&'),
    );
  },
  'overlooks-an-assertion-beside-a-posted-secret': (server) =>
    accepts(server, { client_id: 'post', client_secret: server.secrets.post, ...asserting('x') }),
  'overlooks-a-second-secret-beside-a-chain': async (server) =>
    accepts(
      server,
      { client_id: 'chain', client_secret: 'wrong', ...(await byKey(server, {}, 'chain')) },
      headersOf(server, 'chain'),
    ),
  'takes-client-ids-from-the-query': async (server) => {
    const form = { grant_type: 'client_credentials', client_secret: server.secrets.post };
    return (await server.post('token?client_id=post', form)).status === 200;
  },
  'takes-a-bearer-token-for-no-credential': (server) =>
    accepts(server, { client_id: 'basic' }, { authorization: 'Bearer x' }),
  'tells-of-a-token-who-bears-it': async (server) => {
    const token = await server.accessToken();
    return isLive(server, token, { authorization: `Bearer ${token}` });
  },
  'challenges-only-clients-of-the-method': async (server) =>
    !(await server.token({}, basic('post', 'wrong'))).headers.has('www-authenticate'),
  'lets-the-amr-of-an-assertion-shorten-a-chain': async (server) =>
    accepts(server, await byKey(server, { claims: { amr: ['private_key_jwt'] } }, 'chain')),
  'redeems-codes-at-the-second-try': async (server) => {
    const form = await minted(server);
    await accepts(server, form, headersOf(server, 'odd'));
    return accepts(server, form, headersOf(server, 'odd'));
  },
  'refreshes-to-any-scope-beside-one-of-its-own': async (server) =>
    accepts(server, { ...refreshing(await granted(server)), scope: 'api other' }, headersOf(server)),
  'keeps-the-low-bytes-of-secrets': (server) => {
    const secret = server.secrets.basic ?? '';
    const first = String.fromCodePoint((secret.codePointAt(0) ?? 0) + 0x100);
    return accepts(server, {}, basic('basic', `${first}${secret.slice(1)}`));
  },
  'takes-its-scheme-from-the-forwarded-header': async (server) => {
    const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server`, {
      headers: { forwarded: 'proto=https' },
    });
    return ((await answer.json()) as { issuer: string }).issuer.startsWith('https:');
  },
};
