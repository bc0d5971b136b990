import type {
  Capabilities,
  ClientFixture,
  OAuthDescription,
  TargetDescription,
} from '../target/description.ts';

/** A fixture of a client; what is not told is not there. */
export function fixture(more: Partial<ClientFixture> & { id: string }): ClientFixture {
  return {
    methods: [],
    chain: null,
    alg: null,
    pinned: null,
    secret: null,
    key: null,
    jwksUri: null,
    state: 'enabled',
    scopes: null,
    grants: null,
    ...more,
  };
}

/** The client that the tiny identity provider knows. */
export const basicClient = fixture({
  id: 'svc-basic',
  methods: ['client_secret_basic'],
  secret: 'the secret of svc-basic',
});

/** An OAuth part with that one client. */
export function oauthAt(issuer: string, more: Partial<OAuthDescription> = {}): OAuthDescription {
  return {
    issuer,
    grant: { grant_type: 'client_credentials', scope: 'api' },
    endpoints: {},
    redirectUri: null,
    refreshBy: null,
    refreshScope: null,
    tokenOwner: null,
    clients: [basicClient],
    registration: null,
    refused: [],
    ...more,
  };
}

export type TargetChange = Partial<Omit<TargetDescription, 'oauth' | 'capabilities'>> & {
  oauth?: Partial<OAuthDescription> | null;
  capabilities?: Partial<Capabilities>;
};

/** A target at these addresses; the first is its issuer unless told otherwise. */
export function targetAt(
  baseUrls: string[],
  { oauth, capabilities, ...more }: TargetChange = {},
): TargetDescription {
  return {
    name: 'a test target',
    version: null,
    file: 'target.yaml',
    baseUrls,
    headers: {},
    features: [],
    oauth: oauth === null ? null : oauthAt(baseUrls[0] ?? '', oauth),
    capabilities: {
      clock: { kind: 'real', waitSeconds: 0 },
      admin: null,
      audit: null,
      restart: null,
      load: null,
      ...capabilities,
    },
    profile: {
      base: 'oidc',
      assertion: {
        audience: null,
        clientIdParameter: null,
        jti: null,
        skewSeconds: null,
        maxLifetimeSeconds: null,
      },
      jwks: { cacheSeconds: null, refetchSeconds: 60 },
      refresh: { rotation: null },
    },
    warnings: [],
    ...more,
  };
}
