import type { PlannedRequest, Signing } from '../../../load/k6/lib/plan.ts';
import type { ClientWanted } from '../../../load/scenarios.ts';
import { control } from '../expect.ts';
import { claimsOf } from '../oauth/assertion.ts';
import { codeGrant } from '../oauth/authorization-code.ts';
import type { Client } from '../oauth/client.ts';
import { addressOf } from '../oauth/discovery.ts';
import { dissect, type JsonObject, jwsAlgorithms } from '../oauth/jws.ts';
import { Untestable } from '../outcomes.ts';
import type { OpenCase, Session } from '../session.ts';

/** Algorithms that k6's WebCrypto signs with, the cheapest first. */
const signable: readonly string[] = (['HS', 'ES', 'RS', 'PS'] as const).flatMap(
  (kind) => jwsAlgorithms[kind],
);

/** The request that a right client sends, taken from one that the target just accepted. @throws Untestable, ControlFailed */
export async function requestForK6(
  session: Session,
  { context: { oauth } }: OpenCase,
  wanted: ClientWanted,
): Promise<PlannedRequest> {
  if (oauth.grantType === codeGrant)
    throw new Untestable(
      'the grant is a code, which serves but once, and k6 sends one request over and over',
    );
  const alg = wanted.alg ?? signable.find((one) => oauth.hasFixture({ ...wanted, alg: one }));
  const client = await oauth.client(alg === undefined ? wanted : { ...wanted, alg });
  await control(oauth.token(client));
  const { request } = await oauth.prepare('token', client);
  const { baseUrls, headers } = session.target;
  const form = [...new URLSearchParams(String(request.body))];
  const isSigned = form.some(([name]) => name === 'client_assertion');
  return {
    urls: baseUrls.map((baseUrl) => addressOf(oauth.url('token'), oauth.issuer, baseUrl)),
    headers: { ...headers, ...Object.fromEntries(request.headers) },
    form,
    sign: isSigned ? signingOf(client, session) : null,
  };
}

/** What it takes to make assertions like this client's own. */
function signingOf(client: Client, session: Session): Signing {
  const assertion = client.assertion();
  const header: JsonObject = JSON.parse(dissect(assertion).header.toString());
  const { jti: _, iat, exp, ...claims } = claimsOf(assertion);
  const alg = String(header.alg);
  if (!signable.includes(alg))
    throw new Untestable(`k6 can't sign with ${alg}, which ${client.id} is registered for`);
  return {
    alg,
    key: keyOf(client, alg),
    header,
    claims,
    lifetimeSeconds: Number(exp) - Number(iat),
    clockOffsetSeconds: (session.clock.now() - Date.now()) / 1000,
  };
}

function keyOf({ id, key, secret }: Client, alg: string): Signing['key'] {
  if (alg.startsWith('HS')) return Buffer.from(secret ?? '').toString('base64');
  if (!key) throw new Untestable(`client ${id} has no key to sign an assertion with`);
  return Object.fromEntries(
    Object.entries(key.export({ format: 'jwk' })).map(([name, value]) => [name, String(value)]),
  );
}
