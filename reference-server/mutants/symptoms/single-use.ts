import { asserting, type Form, type TryOut } from '../../try-out.ts';
import {
  granted,
  headersOf,
  isLive,
  minted,
  refreshes,
  refreshing,
  type Tokens,
  tokens,
} from './granting.ts';
import { accepts, type Symptom } from './symptom.ts';

const uses = async (server: TryOut, form: Form) => accepts(server, form, headersOf(server));

async function wins(server: TryOut, form: Form, headers?: Record<string, string>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: 20 }, () => accepts(server, form, headers)));
  return answers.filter(Boolean).length;
}

/** Whether one of several rounds of simultaneous uses has two winners. */
async function racesAreWonTwice(round: () => Promise<number>): Promise<boolean> {
  for (let rounds = 0; rounds < 5; rounds++) if ((await round()) > 1) return true;
  return false;
}
const codesAreWonTwice: Symptom = (server) =>
  racesAreWonTwice(async () => wins(server, await minted(server), headersOf(server)));
const identifiersAreWonTwice: Symptom = (server) =>
  racesAreWonTwice(async () => wins(server, asserting(await server.assertion('es256'))));

/** A code that was used twice, and what the first use gave. */
async function usedTwice(server: TryOut): Promise<Tokens> {
  const form = await minted(server);
  const given = await tokens(server, form);
  await uses(server, form);
  return given;
}

/** What replaced a refresh token that was used twice. */
async function successorOfUsedTwice(server: TryOut): Promise<Tokens> {
  const first = refreshing(await granted(server));
  const given = await tokens(server, first);
  await uses(server, first);
  return given;
}

export const singleUseSymptoms: Record<string, Symptom> = {
  async 'remembers-identifiers-in-its-own-memory'(server) {
    const form = asserting(await server.assertion('es256'));
    if (!(await accepts(server, form)) || (await accepts(server, form))) return false;
    await server.restart();
    return accepts(server, form);
  },
  async 'asks-its-own-memory-what-was-spent'(server) {
    const other = await server.another();
    const form = async () => asserting(await server.assertion('es256'));
    if (!(await accepts(other, await form()))) return false;
    const used = await form();
    if (!(await accepts(server, used)) || (await accepts(server, used))) return false;
    return accepts(other, used);
  },
  async 'keeps-identifiers-of-token-requests-apart'(server) {
    const form = asserting(await server.assertion('es256'));
    if (!(await accepts(server, form)) || (await accepts(server, form))) return false;
    // 400: the client is who it says, and its request is empty.
    return (await server.post('par', { client_id: 'es256', ...form })).status === 400;
  },
  'marks-a-code-a-fifth-of-a-millisecond-late': codesAreWonTwice,
  'marks-a-code-a-millisecond-late': codesAreWonTwice,
  'marks-a-code-five-milliseconds-late': codesAreWonTwice,
  'stores-an-identifier-a-fifth-of-a-millisecond-late': identifiersAreWonTwice,
  'stores-an-identifier-five-milliseconds-late': identifiersAreWonTwice,
  'remembers-an-identifier-a-fifth-of-a-millisecond-late': identifiersAreWonTwice,
  'remembers-an-identifier-a-millisecond-late': identifiersAreWonTwice,
  'remembers-an-identifier-five-milliseconds-late': identifiersAreWonTwice,
  'spends-a-refresh-token-a-millisecond-late': (server) =>
    racesAreWonTwice(async () => wins(server, refreshing(await granted(server)), headersOf(server))),

  'never-marks-a-code-as-used': async (server) => {
    const form = await minted(server);
    return (await uses(server, form)) && uses(server, form);
  },
  'forgets-used-codes-after-half-a-minute': async (server) => {
    const form = await minted(server);
    await uses(server, form);
    await server.advance(40);
    return uses(server, form);
  },
  'never-spends-refresh-tokens': async (server) => {
    const given = await granted(server);
    return (await refreshes(server, given)) && refreshes(server, given);
  },
  'gives-used-refresh-tokens-a-grace-period': async (server) => {
    const given = await granted(server);
    return (await refreshes(server, given)) && refreshes(server, given);
  },

  'keeps-what-a-reused-code-gave': async (server) => refreshes(server, await usedTwice(server)),
  'keeps-the-successors-of-a-reused-refresh-token': async (server) =>
    refreshes(server, await successorOfUsedTwice(server)),
  'ends-only-the-refresh-tokens-of-a-grant': async (server) =>
    isLive(server, (await usedTwice(server)).access_token, headersOf(server)),
  'ends-only-the-access-tokens-of-a-grant': async (server) =>
    refreshes(server, await successorOfUsedTwice(server)),
};
