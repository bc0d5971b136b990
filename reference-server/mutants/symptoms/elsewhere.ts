import { decodeJwt } from 'jose';
import { asserting, type TryOut } from '../../try-out.ts';
import { registerPublishing, startPublishing } from '../../try-out-publishing.ts';
import { granted, headersOf, isLive, minted, refreshes, refreshing } from './granting.ts';
import { hmacAssertion, toPem } from './hand-made-assertions.ts';
import { accepts, type Symptom } from './symptom.ts';

const ownerOf = async (answer: Response) =>
  decodeJwt(((await answer.json()) as { access_token: string }).access_token).client_id;

const revoke = (server: TryOut, token: string, more: Record<string, string> = {}, id?: string) =>
  server.post('revoke', { token, ...more }, headersOf(server, id));

/** Whether the assertion is taken whose audience was put right after it was signed and refused. */
async function takesMended(server: TryOut): Promise<boolean> {
  const foreign = await server.assertion('es256', { claims: { aud: 'https://other.example' } });
  await accepts(server, asserting(foreign));
  const [header, , signature] = foreign.split('.');
  const claims = Buffer.from(JSON.stringify({ ...decodeJwt(foreign), aud: server.issuer }));
  return accepts(server, asserting(`${header}.${claims.toString('base64url')}.${signature}`));
}

/** How the mutants show that are right at first, and wrong elsewhere, later or in other company. */
export const elsewhereSymptoms: Record<string, Symptom> = {
  'marks-codes-in-its-own-memory': async (server) => {
    const other = await server.another();
    const form = await minted(server);
    if (!(await accepts(server, form, headersOf(server)))) return false;
    return accepts(other, form, headersOf(server));
  },
  'locks-refresh-tokens-in-its-own-process': async (server) => {
    const other = await server.another();
    const form = refreshing(await granted(server));
    const both = [server, other].map((one) => accepts(one, form, headersOf(server)));
    return (await Promise.all(both)).every(Boolean);
  },
  'spends-refresh-tokens-in-its-own-memory': async (server) => {
    const given = await granted(server);
    if (!(await refreshes(server, given))) return false;
    await server.restart();
    return refreshes(server, given);
  },
  'forgets-revocations-at-a-start': async (server) => {
    const token = await server.accessToken();
    await revoke(server, token);
    await server.restart();
    return isLive(server, token, headersOf(server));
  },
  'takes-what-was-live-for-live': async (server) => {
    const token = await server.accessToken();
    if (!(await isLive(server, token, headersOf(server)))) return false;
    await revoke(server, token);
    return isLive(server, token, headersOf(server));
  },
  'revokes-by-an-unknown-hint-for-any-client': async (server) => {
    const token = await server.accessToken();
    await revoke(server, token, { token_type_hint: 'id_token' }, 'odd');
    return !(await isLive(server, token, headersOf(server)));
  },
  'answers-strangers-about-unknown-tokens': async (server) =>
    (await server.post('revoke', { token: 'x' })).status === 200,
  'mixes-up-clients-that-ask-at-once': async (server) => {
    const answers = Array.from({ length: 10 }, (_, index) =>
      server.token({}, headersOf(server, index % 2 ? 'odd' : 'basic')).then(ownerOf),
    );
    return (await Promise.all(answers)).some((id, index) => id !== (index % 2 ? 'odd' : 'basic'));
  },
  'stores-no-identifier-beyond-ascii': async (server) => {
    const form = asserting(await server.assertion('es256', { claims: { jti: '\u043a\u043b\u044e\u0447' } }));
    return (await accepts(server, form)) && accepts(server, form);
  },
  'verifies-no-signature-of-a-known-identifier': takesMended,
  'quotes-an-unknown-code': async (server) => {
    const form = { ...(await minted(server)), code: 'no-such-code' };
    return (await (await server.token(form, headersOf(server))).text()).includes('no-such-code');
  },
  'takes-an-audience-in-an-array-at-par': async (server) => {
    const assertion = await server.assertion('es256', { claims: { aud: [server.issuer] } });
    return (await server.post('par', { client_id: 'es256', ...asserting(assertion) })).status === 400;
  },
  'ignores-critical-headers-in-a-chain': async (server) => {
    const assertion = await server.assertion('chain', { header: { crit: ['b64'], b64: true } });
    return accepts(server, asserting(assertion), headersOf(server, 'chain'));
  },
  'takes-the-secret-of-a-chain-posted-or-not': async (server) => {
    const posted = { client_id: 'chain', client_secret: server.secrets.chain };
    return accepts(server, { ...posted, ...asserting(await server.assertion('chain')) });
  },
  async 'ignores-pinned-algorithms-of-published-keys'(server) {
    const { alg: _, ...key } = server.publicKey('ps256');
    await using own = await startPublishing([{ ...key, kid: 'any' }]);
    const pinned = { token_endpoint_auth_signing_alg: 'RS256' };
    const { ask } = await registerPublishing(server, own.url, pinned);
    return (await ask('ps256', 'any')) === 200;
  },
  async 'keys-hmac-by-public-keys-that-are-published'(server) {
    const key = server.publicKey('es256');
    await using own = await startPublishing([key]);
    const { id } = await registerPublishing(server, own.url);
    return await accepts(server, asserting(hmacAssertion(server, id, toPem(key), { kid: key.kid })));
  },
};
