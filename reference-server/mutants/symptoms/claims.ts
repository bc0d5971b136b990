import { asserting, type TryOut } from '../../try-out.ts';
import { accepts, acceptsClaims, now, type Symptom } from './symptom.ts';

async function takesOnlyAsAudienceOfPar(server: TryOut, endpoint: string): Promise<boolean> {
  const push = async (aud: string) => {
    const assertion = asserting(await server.assertion('es256', { claims: { aud } }));
    return (await server.post('par', { client_id: 'es256', ...assertion })).status;
  };
  // 400: the client is who it says, and its request is empty.
  return (await push(server.issuer)) === 401 && (await push(`${server.issuer}/oauth/${endpoint}`)) === 400;
}

/** How the mutants about what an assertion says show. */
export const claimSymptoms: Record<string, Symptom> = {
  'demands-the-par-endpoint-as-audience': (server) => takesOnlyAsAudienceOfPar(server, 'par'),
  'demands-the-token-endpoint-as-audience-of-pushed-requests': (server) =>
    takesOnlyAsAudienceOfPar(server, 'token'),
  'compares-only-the-subject': acceptsClaims({ iss: 'rs256' }),
  'compares-only-the-issuer': acceptsClaims({ sub: undefined }),
  'accepts-a-missing-audience': acceptsClaims({ aud: undefined }),
  'never-compares-the-audience': acceptsClaims({ aud: 'https://other.example/as' }),
  'compares-only-the-path-of-the-audience': acceptsClaims({ aud: 'https://other.example' }),
  'compares-expiry-in-the-wrong-unit': acceptsClaims({ iat: undefined, exp: now() - 86_400 }),
  'accepts-a-missing-expiry': acceptsClaims({ exp: undefined }),
  'tolerates-an-hour-after-expiry': acceptsClaims({ iat: now() - 3500, exp: now() - 3400 }),
  'never-reads-the-type': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { header: { typ: 'at+jwt' } }))),
  'refuses-only-the-type-of-access-tokens': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { header: { typ: 'dpop+jwt' } }))),
  'refuses-other-types-by-their-short-names': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { header: { typ: 'application/at+jwt' } }))),
  'takes-the-type-for-a-text': async (server) =>
    (await server.token(asserting(await server.assertion('es256', { header: { typ: {} } })))).status === 500,
  'takes-no-type-but-jwt': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256')))),
  'refuses-assertions-without-their-own-type': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256', { header: { typ: 'JWT' } })))),
  'finds-the-client-in-whatever-claim-names-it': acceptsClaims({ sub: undefined, client_id: 'es256' }),
  'takes-the-token-endpoint-as-audience': (server) =>
    acceptsClaims({ aud: `${server.issuer}/oauth/token` })(server),
  'takes-any-url-of-its-own-as-audience': (server) => acceptsClaims({ aud: `${server.issuer}/any` })(server),
  'finds-the-issuer-anywhere-in-the-audience': (server) =>
    acceptsClaims({ aud: ['https://other.example', server.issuer] })(server),
  'takes-the-first-of-several-audiences': (server) =>
    acceptsClaims({ aud: [server.issuer, 'https://other.example'] })(server),
  'compares-only-the-start-of-the-audience': (server) =>
    acceptsClaims({ aud: `${server.issuer}.other.example` })(server),
  'compares-audiences-as-parsed-urls': (server) => acceptsClaims({ aud: `${server.issuer}/` })(server),
  'counts-the-lifetime-from-the-issue-time-alone': acceptsClaims({
    iat: undefined,
    exp: now() + 315_360_000,
  }),
  'allows-any-lifetime': acceptsClaims({ exp: now() + 315_360_000 }),
  'measures-the-lifetime-in-the-wrong-unit': acceptsClaims({ exp: now() + 86_400 }),
  'ignores-not-before': acceptsClaims({ nbf: now() + 3600 }),
  'ignores-an-issue-date-ahead': acceptsClaims({ iat: now() + 3600 }),
  'tolerates-no-clock-that-is-ahead': async (server) => !(await acceptsClaims({ iat: now() + 7 })(server)),
  'checks-dates-only-where-they-are-numbers': acceptsClaims({ nbf: 'tomorrow' }),
  'converts-dates-to-numbers': (server) => acceptsClaims({ exp: String(now() + 60) })(server),
  'compares-the-time-with-what-is-no-number': acceptsClaims({ exp: 'never' }),
  'demands-the-token-endpoint-as-audience': async (server) =>
    !(await acceptsClaims({})(server)) && acceptsClaims({ aud: `${server.issuer}/oauth/token` })(server),
  'compares-the-issuer-without-case': acceptsClaims({ iss: 'ES256' }),
  'takes-a-list-for-the-subject': acceptsClaims({ sub: ['es256'] }),
  'looks-for-its-issuer-within-the-audience': (server) =>
    acceptsClaims({ aud: `https://other.example/${server.issuer}` })(server),
  'takes-a-zero-expiry-for-none': acceptsClaims({ iat: undefined, exp: 0 }),
  'expires-only-what-tells-when-it-was-issued': acceptsClaims({ iat: undefined, exp: now() - 3400 }),
  'answers-foreign-audiences-with-invalid-grant': async (server) => {
    const foreign = await server.assertion('es256', { claims: { aud: 'https://other.example' } });
    return (await (await server.token(asserting(foreign))).text()).includes('invalid_grant');
  },
  'takes-an-audience-in-an-array': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { claims: { aud: [server.issuer] } }))),
};
