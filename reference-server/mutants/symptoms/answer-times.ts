import { asserting, basic, type TryOut } from '../../try-out.ts';
import { slowHashes } from '../parts/slow-hash.ts';
import type { Symptom } from './symptom.ts';

/** Whether a known and an unknown client are not given the same slow work. Tests don't look at the clock. */
const works =
  (ask: (server: TryOut, id: string) => Promise<unknown>, known: string): Symptom =>
  async (server) => {
    const before = slowHashes;
    await ask(server, known);
    const between = slowHashes;
    await ask(server, 'nobody');
    return slowHashes - between !== between - before;
  };

const withWrongSecret = (server: TryOut, id: string) => server.token({}, basic(id, 'wrong'));
const withForgedAssertion = async (server: TryOut, id: string) =>
  server.token(asserting(await server.assertion('keyed-basic', { claims: { iss: id, sub: id } })));

export const answerTimeSymptoms: Record<string, Symptom> = {
  'hashes-the-secrets-of-known-clients-alone': works(withWrongSecret, 'basic'),
  'searches-elsewhere-for-unknown-clients': works(withWrongSecret, 'basic'),
  'unlocks-the-keys-of-known-clients-alone': works(withForgedAssertion, 'es256'),
};
