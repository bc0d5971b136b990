import type { JWK } from 'jose';

/** RFC 8628 §3.4 */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** What `glewlwyd --config-file` reads. The folders are those of Debian's package. */
export function configurationFile(url: string, database: string): string {
  const settings = {
    port: Number(new URL(url).port),
    bind_address: new URL(url).hostname,
    external_url: url,
    login_url: 'login.html',
    api_prefix: 'api',
    log_mode: 'console',
    log_level: 'INFO',
    hash_algorithm: 'SHA512',
    user_module_path: '/usr/lib/glewlwyd/user',
    client_module_path: '/usr/lib/glewlwyd/client',
    user_auth_scheme_module_path: '/usr/lib/glewlwyd/scheme',
    plugin_module_path: '/usr/lib/glewlwyd/plugin',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return [...lines, `database = { type = "sqlite3"; path = ${JSON.stringify(database)}; };`, ''].join('\n');
}

/** Its OpenID Connect plugin, with every part switched on that the suites ask for; what is not named here is its default. */
export function oidcPlugin(name: string, issuer: string, signingKey: JWK) {
  const parameters = {
    iss: issuer,
    'jwks-private': JSON.stringify({ keys: [signingKey] }),
    'jwks-show': true,
    'allowed-scope': ['openid', 'api', 'reports'],
    // What is not set is zero where it counts: introspection calls every token expired.
    'access-token-duration': 3600,
    'refresh-token-duration': 1_209_600,
    'code-duration': 600,
    // Without it there is no grant but those of OpenID Connect.
    'allow-non-oidc': true,
    'auth-type-code-enabled': true,
    'auth-type-code-revoke-replayed': true,
    'auth-type-client-enabled': true,
    'auth-type-device-enabled': true,
    'auth-type-refresh-enabled': true,
    'refresh-token-one-use': 'always',
    // Without it no assertion is taken.
    'request-parameter-allow': true,
    'request-maximum-exp': 3600,
    'client-jwks-parameter': 'jwks',
    'client-jwks_uri-parameter': 'jwks_uri',
    'pkce-allowed': true,
    'introspection-revocation-allowed': true,
    'introspection-revocation-allow-target-client': true,
    'register-client-allowed': true,
    'register-client-management-allowed': true,
    'register-client-credentials-scope': ['api'],
    'oauth-par-allowed': true,
    'oauth-par-request_uri-prefix': 'urn:ietf:params:oauth:request_uri:',
  };
  return { module: 'oidc', name, display_name: name, parameters };
}

/** What makes a client of its metadata (RFC 7591); `enabled` is no part of that. */
export type Registration = {
  client_id: string;
  token_endpoint_auth_method: string;
  token_endpoint_auth_signing_alg?: string;
  client_secret_file?: string;
  jwks?: object;
  jwks_uri?: string;
  grant_types: string[];
  redirect_uris: string[];
  scope: string;
  enabled?: boolean;
};

/** Its names of grant types, where they are not the standard's. */
const ownNames = new Map([
  ['authorization_code', 'code'],
  [deviceGrant, 'device_authorization'],
]);

/** A client as its API takes it. */
export function clientOf(registration: Registration, secret: string | undefined) {
  const { client_id, token_endpoint_auth_method: method, grant_types, redirect_uris, scope } = registration;
  const { token_endpoint_auth_signing_alg: alg, jwks, jwks_uri, enabled = true } = registration;
  return {
    client_id,
    enabled,
    confidential: method !== 'none',
    scope: scope.split(' '),
    authorization_type: grant_types.map((type) => ownNames.get(type) ?? type),
    redirect_uri: redirect_uris,
    token_endpoint_auth_method: [method],
    ...(alg && { token_endpoint_signing_alg: alg }),
    ...(secret && { client_secret: secret }),
    ...(jwks && { jwks }),
    ...(jwks_uri && { jwks_uri }),
  };
}
