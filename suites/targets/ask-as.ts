import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { ClientAuthMethod, ClientFixture } from '../harness/target/description.ts';

/**
 * Posts a form as a fixture, authenticated by its own method, or by all of its chain. For the tests of this folder, and by nothing but fetch
 * and jose: whether the harness authenticates rightly is not to be shown by the harness.
 */
export async function askAs(
  client: ClientFixture,
  issuer: string,
  url: string,
  form: Record<string, string>,
) {
  const { chain, methods } = client;
  const credentials = await Promise.all(
    (chain ?? methods.slice(0, 1)).map((method) => credentialOf(client, method, issuer)),
  );
  const authorization = credentials.find((one) => one.authorization)?.authorization;
  const response = await fetch(url, {
    method: 'POST',
    headers: authorization ? { authorization } : {},
    body: new URLSearchParams(Object.assign({ ...form }, ...credentials.map((one) => one.form))),
  });
  const text = await response.text();
  const body: Record<string, unknown> = text ? JSON.parse(text) : {};
  return { status: response.status, body };
}

type Credential = { authorization?: string; form: Record<string, string> };

async function credentialOf(
  client: ClientFixture,
  method: ClientAuthMethod,
  issuer: string,
): Promise<Credential> {
  const { id, secret } = client;
  switch (method) {
    case 'client_secret_basic': {
      const userPass = `${formEncoded(id)}:${formEncoded(secret ?? '')}`;
      return { authorization: `Basic ${Buffer.from(userPass).toString('base64')}`, form: {} };
    }
    case 'client_secret_post':
      return { form: { client_id: id, client_secret: secret ?? '' } };
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return { form: await assertionOf(client, issuer) };
    default:
      return { form: { client_id: id } };
  }
}

async function assertionOf({ id, alg, secret, key: owned }: ClientFixture, issuer: string) {
  const key = alg?.startsWith('HS') ? null : owned;
  const jwt = new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: alg ?? '', ...(key?.kid ? { kid: key.kid } : {}) })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('30s');
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await jwt.sign(
      key ? await importJWK(key, alg ?? undefined) : new TextEncoder().encode(secret ?? ''),
    ),
  };
}

/** RFC 6749 Appendix B */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
