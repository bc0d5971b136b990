import type { OAuthFacts } from './oauth/discovery.ts';
import { type ClientAuthMethod, endpointNames, type TargetDescription } from './target/description.ts';

export type Features = {
  /** What the target says it does and a fixture or registration can use. */
  declared: ReadonlySet<string>;
  /** In the metadata, but nothing can use it: untestable, never not-applicable. */
  advertised: ReadonlySet<string>;
};

/** Features by DESIGN section 5: methods and algorithms from fixtures or registration, endpoints from metadata. */
export function featuresOf(target: TargetDescription, facts: OAuthFacts | null): Features {
  const declared = new Set(target.features);
  const advertised = new Set<string>();
  if (!target.oauth || !facts) return { declared, advertised };

  for (const name of endpointNames) if (name !== 'token' && facts.endpoints[name]) declared.add(name);
  for (const { methods, chain, alg, jwksUri, state } of target.oauth.clients) {
    for (const method of methods) {
      declared.add(method);
      if (method === 'client_secret_jwt') declared.add(alg ?? 'HS256');
      if (method === 'private_key_jwt' && alg) declared.add(alg);
    }
    if (chain) declared.add('client-chain').add(chainFeature(chain));
    if (jwksUri) declared.add('jwks-uri');
    if (state === 'disabled') declared.add('disabled-client');
  }
  const canRegister = target.oauth.registration !== null && facts.endpoints.registration !== undefined;
  for (const name of [
    'token_endpoint_auth_methods_supported',
    'token_endpoint_auth_signing_alg_values_supported',
  ]) {
    const listed = facts.metadata?.[name];
    for (const feature of Array.isArray(listed) ? listed.map(String) : []) {
      (canRegister ? declared : advertised).add(feature);
    }
  }
  if (canRegister) declared.add('jwks-uri');
  return { declared, advertised: advertised.difference(declared) };
}

/** Which methods a chain joins, in whatever order its policy names them. */
export function chainFeature(chain: readonly ClientAuthMethod[]): string {
  return chain.toSorted().join('+');
}
