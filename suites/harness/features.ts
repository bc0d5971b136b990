import type { OAuthFacts } from './oauth/discovery.ts';
import type { JsonObject } from './oauth/jws.ts';
import {
  type ClientAuthMethod,
  endpointNames,
  type OAuthDescription,
  type TargetDescription,
} from './target/description.ts';

export type Features = {
  /** What the target says it does and a fixture or registration can use. */
  declared: ReadonlySet<string>;
  /** Offered, but nothing can use it, and why: untestable, never not-applicable. */
  advertised: ReadonlyMap<string, string>;
};

/** Methods and algorithms are declared by fixtures or registration, endpoints and grants by the metadata too. */
export function featuresOf(target: TargetDescription, facts: OAuthFacts | null): Features {
  const declared = new Set(target.features);
  const advertised = new Map<string, string>();
  if (!target.oauth || !facts) return { declared, advertised };

  for (const name of endpointNames) if (name !== 'token' && facts.endpoints[name]) declared.add(name);
  for (const { methods, chain, alg, jwksUri, state, grants } of target.oauth.clients) {
    for (const method of methods) {
      if (method === 'none') declared.add('public-client');
      if (method !== 'none' || isGranted(grants)) declared.add(method);
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
    const features = Array.isArray(listed) ? listed.map(String) : [];
    for (const feature of features.includes('none') ? [...features, 'public-client'] : features) {
      if (canRegister) declared.add(feature);
      else advertised.set(feature, 'no fixture can use it');
    }
  }
  if (canRegister) declared.add('jwks-uri');

  const grants = grantsOffered(target, target.oauth, facts.metadata);
  const mintsCodes = target.capabilities.admin !== null;
  if (grants.has('authorization_code')) {
    if (mintsCodes) declared.add('authorization-code');
    else advertised.set('authorization-code', 'the target file gives no capability admin, which mints codes');
  }
  if (grants.has('refresh_token')) {
    if (mintsCodes || target.oauth.refreshBy) declared.add('refresh-token');
    else
      advertised.set(
        'refresh-token',
        'the target file gives neither oauth.refreshBy nor the capability admin',
      );
  }
  for (const feature of declared) advertised.delete(feature);
  return { declared, advertised };
}

/**
 * What the metadata list, or mean where they list nothing (RFC 8414 §2), what clients are registered for, and what the
 * target file says more of.
 */
function grantsOffered(
  { profile }: TargetDescription,
  { clients, refreshBy, grant }: OAuthDescription,
  metadata: JsonObject | null,
): ReadonlySet<string> {
  const listed = metadata?.grant_types_supported ?? (metadata ? ['authorization_code', 'implicit'] : []);
  return new Set([
    ...(Array.isArray(listed) ? listed.map(String) : []),
    ...clients.flatMap(({ grants }) => grants ?? []),
    ...(refreshBy || profile.refresh.rotation !== null ? ['refresh_token'] : []),
    grant.grant_type ?? '',
  ]);
}

/** Whether a client can be granted anything by somebody, as far as the file tells. */
function isGranted(grants: readonly string[] | null): boolean {
  return grants === null || grants.some((grant) => grant !== 'client_credentials');
}

/** Which methods a chain joins, in whatever order its policy names them. */
export function chainFeature(chain: readonly ClientAuthMethod[]): string {
  return chain.toSorted().join('+');
}
