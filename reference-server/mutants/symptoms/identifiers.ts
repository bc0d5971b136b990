import { randomUUID } from 'node:crypto';
import { asserting } from '../../try-out.ts';
import { claimsOf, encoded, signedByHmac } from './hand-made-assertions.ts';
import { accepts, acceptsClaims, now, type Symptom } from './symptom.ts';

const acceptsAgainAfter =
  (seconds: number, lifetime: number): Symptom =>
  async (server) => {
    const form = asserting(await server.assertion('es256', { claims: { exp: now() + lifetime } }));
    if (!(await accepts(server, form))) return false;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ advanceSeconds: seconds });
    await server.control('/clock', { method: 'POST', headers, body });
    return accepts(server, form);
  };

/** Whether es256 keeps es256-with-secret from an identifier by using one that is spelled from it. */
const locksOutWith =
  (spelled: (jti: string) => string): Symptom =>
  async (server) => {
    const jti = randomUUID();
    const longer = { jti: spelled(jti) };
    await accepts(server, asserting(await server.assertion('es256', { claims: longer })));
    return !(await accepts(
      server,
      asserting(await server.assertion('es256-with-secret', { claims: { jti } })),
    ));
  };

/** How the mutants about the identifiers of assertions show. */
export const identifierSymptoms: Record<string, Symptom> = {
  async 'ignores-whether-an-identifier-was-spent'(server) {
    const form = asserting(await server.assertion('es256'));
    return (await accepts(server, form)) && accepts(server, form);
  },
  async 'looks-an-identifier-up-before-storing-it'(server) {
    // A round may miss the window of a millisecond; ten in a row don't.
    for (let round = 0; round < 10; round++) {
      const form = asserting(await server.assertion('es256'));
      const raced = await Promise.all(Array.from({ length: 20 }, () => accepts(server, form)));
      if (await accepts(server, form)) return false;
      if (raced.filter(Boolean).length > 1) return true;
    }
    return false;
  },
  async 'spends-the-token-instead-of-the-identifier'(server) {
    const claims = { jti: randomUUID() };
    const one = asserting(await server.assertion('es256', { claims }));
    const other = asserting(await server.assertion('es256', { claims: { ...claims, more: 1 } }));
    return (await accepts(server, one)) && !(await accepts(server, one)) && accepts(server, other);
  },
  async 'forgets-identifiers-when-its-memory-is-full'(server) {
    const form = asserting(await server.assertion('es256'));
    if (!(await accepts(server, form)) || (await accepts(server, form))) return false;
    for (let others = 0; others < 1_000; others++)
      await server.token(asserting(await server.assertion('es256')));
    return accepts(server, form);
  },
  async 'remembers-identifiers-while-parsing'(server) {
    const assertion = await server.assertion('es256');
    await accepts(server, asserting(assertion.slice(0, assertion.lastIndexOf('.') + 1)));
    return !(await accepts(server, asserting(assertion)));
  },
  async 'compares-the-client-id-parameter-last'(server) {
    const form = asserting(await server.assertion('es256'));
    await accepts(server, { ...form, client_id: 'ps256' });
    return !(await accepts(server, form));
  },
  async 'shares-identifiers-between-clients'(server) {
    const claims = { jti: randomUUID() };
    await accepts(server, asserting(await server.assertion('ps256', { claims })));
    return !(await accepts(server, asserting(await server.assertion('es256', { claims }))));
  },
  'joins-client-and-identifier-without-separator': locksOutWith((jti) => `-with-secret${jti}`),
  'joins-client-and-identifier-by-a-hyphen': locksOutWith((jti) => `with-secret-${jti}`),
  'accepts-a-missing-identifier': acceptsClaims({ jti: undefined }),
  'lets-empty-identifiers-skip-the-replay-check': acceptsClaims({ jti: '' }),
  'takes-identifiers-of-any-type': acceptsClaims({ jti: 1 }),
  'remembers-identifiers-for-a-minute': acceptsAgainAfter(70, 200),
  'forgets-identifiers-at-their-expiry': acceptsAgainAfter(35, 30),
  'spends-an-identifier-with-its-issue-time': async (server) => {
    const jti = randomUUID();
    return (
      (await acceptsClaims({ jti })(server)) &&
      !(await acceptsClaims({ jti, iat: now() })(server)) &&
      acceptsClaims({ jti, iat: now() - 2 })(server)
    );
  },
  'spends-an-identifier-with-its-algorithm': async (server) => {
    const claims = encoded(claimsOf(server, 'hmac'));
    const by = (alg: string) =>
      asserting(signedByHmac(`${encoded({ alg })}.${claims}`, server.secrets.hmac ?? '', alg));
    return (
      (await accepts(server, by('HS256'))) &&
      !(await accepts(server, by('HS256'))) &&
      accepts(server, by('HS512'))
    );
  },
  'spends-an-identifier-with-its-key': async (server) => {
    const claims = { jti: randomUUID() };
    const { kid } = server.publicKey('es256');
    await accepts(server, asserting(await server.assertion('es256', { claims })));
    return accepts(server, asserting(await server.assertion('es256', { claims, header: { kid } })));
  },
};
