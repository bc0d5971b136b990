import type { JWK } from 'jose';
import type { Adapter } from './shared-store.ts';

const algorithms = [
  ...['HS256', 'HS384', 'HS512'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
];

export type ConfigurationInput = {
  adapter: (model: string) => Adapter;
  clients: object[];
  signingKey: JWK;
  initialAccessToken: string;
  cookieKey: string;
};

/** oidc-provider with every part switched on that the suites ask for; what is not named here is its default. */
export function configuration(input: ConfigurationInput) {
  const { adapter, clients, signingKey, initialAccessToken, cookieKey } = input;
  return {
    adapter,
    clients,
    jwks: { keys: [signingKey] },
    cookies: { keys: [cookieKey] },
    scopes: ['api', 'reports'],
    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
      'none',
    ],
    enabledJWA: { clientAuthSigningAlgValues: algorithms },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      registration: { enabled: true, initialAccessToken },
      registrationManagement: { enabled: true },
      revocation: { enabled: true },
    },
    fetch: fetchFromLoopback,
    // By default only for the scope offline_access, and without rotation for most of their life.
    issueRefreshToken: (_ctx: unknown, client: { grantTypeAllowed(type: string): boolean }) =>
      client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
  };
}

/** By default it fetches no key set from a loopback address (its guard is the dispatcher), and ours are served there. */
function fetchFromLoopback(
  url: string,
  { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown },
) {
  return fetch(url, options);
}
