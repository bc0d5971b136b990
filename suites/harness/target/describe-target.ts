import type { Profile } from '../../../requirements/registry.ts';
import type { YamlFile } from '../../../requirements/yaml-file.ts';
import { withoutSlash } from './addresses.ts';
import type {
  Capabilities,
  ClientFixture,
  EndpointOverride,
  OAuthDescription,
  ReplyPattern,
  TargetDescription,
  TargetProfile,
} from './description.ts';
import { type FixtureFiles, pathFrom } from './fixture-files.ts';
import type { ClientEntry, TargetFile } from './target-file.ts';

/** What the target file says or start() answered. */
type Facts = Pick<TargetDescription, 'baseUrls' | 'version'> &
  Pick<Capabilities, 'restart'> & { issuer: string; profile: Profile };
type OAuthEntry = NonNullable<TargetFile['oauth']>;

/** The target file with everything spelt out: what it leaves unsaid is a default or null. */
export function describeTarget(
  { file, value }: YamlFile<TargetFile>,
  files: FixtureFiles,
  { baseUrls, version, issuer, profile, restart }: Facts,
): TargetDescription {
  return {
    name: value.name,
    version,
    file,
    baseUrls,
    headers: value.headers ?? {},
    features: value.features ?? [],
    oauth: value.oauth ? describeOAuth(value.oauth, issuer, files) : null,
    capabilities: {
      clock: describeClock(value.capabilities?.clock, file, files),
      admin: value.capabilities?.admin
        ? {
            url: withoutSlash(value.capabilities.admin.url),
            token: files.secretOf(value.capabilities.admin.token),
          }
        : null,
      audit: describeAudit(value.capabilities?.audit, files),
      restart,
      load: value.capabilities?.load ?? null,
    },
    profile: describeProfile(value.profile, profile),
    warnings: files.warnings,
  };
}

function describeOAuth(oauth: OAuthEntry, issuer: string, files: FixtureFiles): OAuthDescription {
  const { type, ...members } = oauth.grant ?? { type: 'client_credentials' };
  const { refreshBy, registration } = oauth;
  const token = registration?.initialAccessToken;
  return {
    issuer,
    grant: { grant_type: type, ...toStrings(members) },
    endpoints: describeEndpoints(oauth.endpoints),
    redirectUri: oauth.redirectUri ?? null,
    refreshBy: refreshBy
      ? { username: refreshBy.username, password: files.secretOf(refreshBy.password) }
      : null,
    refreshScope: oauth.refreshScope ?? null,
    tokenOwner: describeTokenOwner(oauth.tokenOwner),
    clients: (oauth.clients ?? []).map((client) => describeClient(client, files)),
    registration: registration ? { initialAccessToken: token ? files.secretOf(token) : null } : null,
    refused: (oauth.refused ?? []).map(({ when }) => describeReply(when)),
  };
}

function describeEndpoints(endpoints: OAuthEntry['endpoints'] = {}): OAuthDescription['endpoints'] {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, entry]): [string, EndpointOverride] => {
      if (typeof entry === 'string') return [name, { url: entry, methods: null, audience: null }];
      return [name, { url: entry.url, methods: entry.methods ?? null, audience: entry.audience ?? null }];
    }),
  );
}

function describeTokenOwner(owner: OAuthEntry['tokenOwner']): OAuthDescription['tokenOwner'] {
  if (owner === undefined) return null;
  return typeof owner === 'string' ? { by: owner } : { by: 'claim', claim: owner.claim };
}

function describeClient(client: ClientEntry, files: FixtureFiles): ClientFixture {
  const { pinned, secret, key } = client;
  return {
    id: client.id,
    methods: [client.method ?? []].flat(),
    chain: client.chain ?? null,
    alg: client.alg ?? null,
    pinned: pinned ?? null,
    secret: secret ? files.secretOf(secret) : null,
    key: key ? files.keyOf(key) : null,
    jwksUri: client.jwksUri ?? null,
    state: client.state ?? 'enabled',
    scopes: client.scopes ?? null,
    grants: client.grants ?? null,
  };
}

function describeReply(when: NonNullable<OAuthEntry['refused']>[number]['when']): ReplyPattern {
  return { status: when.status ?? null, location: when.location ?? null, body: when.body ?? null };
}

function describeClock(
  clock: NonNullable<TargetFile['capabilities']>['clock'],
  file: string,
  files: FixtureFiles,
): Capabilities['clock'] {
  switch (clock?.kind) {
    case 'http':
      return { kind: 'http', urls: [clock.url].flat(), token: files.secretOf(clock.token) };
    case 'faketime':
      return { kind: 'faketime', file: pathFrom(file, clock.file) };
    default:
      return { kind: 'real', waitSeconds: clock?.waitSeconds ?? 0 };
  }
}

function describeAudit(
  audit: NonNullable<TargetFile['capabilities']>['audit'],
  files: FixtureFiles,
): Capabilities['audit'] {
  if (!audit) return null;
  const { get, token, since, clientId = '/clientId', outcome = '/outcome', reason = '/reason' } = audit;
  return {
    url: get,
    token: token ? files.secretOf(token) : null,
    since: since ?? null,
    at: { clientId, outcome, reason },
  };
}

function describeProfile(own: TargetFile['profile'], base: Profile): TargetProfile {
  const { audience, clientIdParameter, jti, skewSeconds, maxLifetimeSeconds } = own?.assertion ?? {};
  return {
    base,
    assertion: {
      audience: audience ?? null,
      clientIdParameter: clientIdParameter ?? null,
      jti: jti ?? null,
      skewSeconds: skewSeconds ?? null,
      maxLifetimeSeconds: maxLifetimeSeconds ?? null,
    },
    jwks: { cacheSeconds: own?.jwks?.cacheSeconds ?? null, refetchSeconds: own?.jwks?.refetchSeconds ?? 60 },
    refresh: { rotation: own?.refresh?.rotation ?? null },
  };
}

function toStrings(members: Record<string, string | number | boolean>): Record<string, string> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, String(value)]));
}
