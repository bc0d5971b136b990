import type { JWK } from 'jose';
import type { Profile } from '../../../requirements/registry.ts';

/** A started target as its file describes it: variables filled in, secrets and keys read and checked. */
export type TargetDescription = {
  name: string;
  version: string | null;
  /** The target file as the user named it; for messages. */
  file: string;
  /** Instances on shared state. Never with a trailing slash. */
  baseUrls: string[];
  /** Sent with every request. */
  headers: Record<string, string>;
  /** Declared by `features`; methods and endpoints are declared by fixtures, registration and metadata. */
  features: string[];
  oauth: OAuthDescription | null;
  capabilities: Capabilities;
  profile: TargetProfile;
  /** What a person should know of the file though it can be used; each with its place. */
  warnings: string[];
};

export const clientAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
] as const;
export type ClientAuthMethod = (typeof clientAuthMethods)[number];

export const endpointNames = [
  'token',
  'par',
  'introspection',
  'revocation',
  'device-authorization',
  'registration',
] as const;
export type EndpointName = (typeof endpointNames)[number];

export const audienceNames = [
  'issuer',
  'own-endpoint',
  'token-endpoint',
  'par-endpoint',
  'introspection-endpoint',
  'revocation-endpoint',
] as const;
export type AudienceName = (typeof audienceNames)[number];

export type OAuthDescription = {
  issuer: string;
  /** Form members of the request that probes an authenticated client: `grant_type` first. */
  grant: Record<string, string>;
  /** Overrides of the metadata; URLs are absolute or start with a slash (then they follow the base URL). */
  endpoints: Partial<Record<EndpointName, EndpointOverride>>;
  redirectUri: string | null;
  refreshBy: { username: string; password: string } | null;
  /** Asked for too where a refresh token is wanted. */
  refreshScope: string | null;
  tokenOwner: { by: 'introspection' } | { by: 'scope' } | { by: 'claim'; claim: string } | null;
  clients: ClientFixture[];
  registration: { initialAccessToken: string | null } | null;
  /** How this server refuses where that is not an OAuth error. */
  refused: ReplyPattern[];
};

export type EndpointOverride = {
  url: string;
  methods: ClientAuthMethod[] | null;
  audience: AudienceName[] | null;
};

/** A client that the operator made beforehand. Secrets are the bytes' UTF-8 text. */
export type ClientFixture = {
  id: string;
  /** Registered for each of these alone; several only where the server allows that. Empty for a chain. */
  methods: ClientAuthMethod[];
  chain: ClientAuthMethod[] | null;
  alg: string | null;
  /** The registered algorithm that the client is pinned to; null where the file does not say. */
  pinned: string | 'none' | null;
  secret: string | null;
  /** The private key, with the kid its file has. */
  key: JWK | null;
  /** The harness serves the client's keys at this URL. */
  jwksUri: { serve: string } | null;
  state: 'enabled' | 'disabled';
  scopes: string[] | null;
  grants: string[] | null;
};

/** All given members must match. A body member is a JSON pointer to the value it must equal. */
export type ReplyPattern = {
  status: number[] | null;
  location: string | null;
  body: Record<string, string | number | boolean | null> | null;
};

export type Capabilities = {
  clock:
    | { kind: 'real'; waitSeconds: number }
    /** `GET url` → `{ now }` in epoch milliseconds, `POST url` moves by `{ advanceSeconds }`; each of them is moved. */
    | { kind: 'http'; urls: string[]; token: string }
    | { kind: 'faketime'; file: string };
  /** Disables and enables clients, and mints authorization codes; it may offer one of the two alone. */
  admin: { url: string; token: string } | null;
  /** Where it tells what it wrote of its clients, oldest first; `since` is a query parameter, `at` JSON pointers. */
  audit: {
    url: string;
    token: string | null;
    since: string | null;
    at: { clientId: string; outcome: string; reason: string };
  } | null;
  /** Ends the target and starts it again on the same state: by a command of the operator, or as the launch module does. */
  restart: { command: string[] } | { run(instance?: number): Promise<void> } | null;
  /** What the target runs on, in its operator's words: what a figure under load belongs to. */
  load: { environment: string } | null;
};

/** The base profile, and what this target claims beyond or beside it. Claims are probed, they excuse nothing. */
export type TargetProfile = {
  base: Profile;
  assertion: {
    audience: AudienceName[] | null;
    clientIdParameter: 'optional' | 'required' | null;
    jti: 'single-use' | 'required' | 'optional' | null;
    /** Tolerance past exp. */
    skewSeconds: number | null;
    maxLifetimeSeconds: number | 'none' | null;
  };
  jwks: { cacheSeconds: number | null; refetchSeconds: number };
  /** Whether each use of a refresh token gives a new one in its place. */
  refresh: { rotation: boolean | null };
};
