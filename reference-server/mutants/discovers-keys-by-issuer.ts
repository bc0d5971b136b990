import type { JWK } from 'jose';
import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-028'],
  how: 'An issuer that is a URL has metadata at its origin, as OpenID providers have, and the keys are where those say.',
  onlyInPlace: true,
  rules: {
    signatureFailure: onlyWhere(
      signatureFailure,
      ({ claims }) => URL.canParse(String(claims.iss)),
      async (assertion, method, client, rules) => {
        const keys = await keysOf(String(assertion.claims.iss)).catch(() => client.keys);
        return signatureFailure(assertion, method, { ...client, keys }, rules);
      },
    ),
  },
});

async function keysOf(issuer: string): Promise<JWK[]> {
  const metadata = await json<{ jwks_uri: string }>(new URL('/.well-known/openid-configuration', issuer));
  return (await json<{ keys: JWK[] }>(metadata.jwks_uri)).keys;
}

async function json<T>(url: string | URL): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
