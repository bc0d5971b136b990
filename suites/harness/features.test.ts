import { expect, test } from 'vitest';
import { featuresOf } from './features.ts';
import type { OAuthFacts } from './oauth/discovery.ts';
import type { Capabilities, ClientFixture, OAuthDescription } from './target/description.ts';
import { fixture, targetAt } from './testing/test-target.ts';

const url = 'http://127.0.0.1:1';
const endpoint = { url, methods: null, audience: null };
const facts = (more: Partial<OAuthFacts> = {}): OAuthFacts => ({
  issuer: url,
  metadata: null,
  discovery: null,
  endpoints: { token: endpoint },
  ...more,
});

function featuresWith(
  clients: ClientFixture[],
  found: OAuthFacts = facts(),
  more: Partial<OAuthDescription> & {
    features?: string[];
    admin?: Capabilities['admin'];
    rotation?: boolean;
  } = {},
) {
  const { features = [], admin = null, rotation = null, ...oauth } = more;
  const target = targetAt([url], { features, oauth: { clients, ...oauth }, capabilities: { admin } });
  const profile = { ...target.profile, refresh: { rotation } };
  const { declared, advertised } = featuresOf({ ...target, profile }, found);
  return { declared: [...declared].sort(), advertised: [...advertised.keys()].sort() };
}

const metadata = {
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'tls_client_auth'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256'],
  grant_types_supported: ['client_credentials'],
};

test('methods and algorithms are declared by the clients that use them', () => {
  const clients = [
    fixture({ id: 'a', methods: ['client_secret_basic', 'client_secret_post'] }),
    fixture({ id: 'b', methods: ['client_secret_jwt'] }),
    fixture({ id: 'c', methods: ['client_secret_jwt'], alg: 'HS512' }),
    fixture({ id: 'd', methods: ['private_key_jwt'], alg: 'ES256', jwksUri: { serve: url } }),
    fixture({ id: 'f', methods: ['client_secret_basic'], state: 'disabled' }),
    fixture({ id: 'e', chain: ['private_key_jwt', 'client_secret_basic'], alg: 'PS256' }),
  ];
  expect(featuresWith(clients)).toEqual({
    declared: [
      'ES256',
      'HS256',
      'HS512',
      'client-chain',
      'client_secret_basic',
      'client_secret_basic+private_key_jwt',
      'client_secret_jwt',
      'client_secret_post',
      'disabled-client',
      'jwks-uri',
      'private_key_jwt',
    ],
    advertised: [],
  });
});

test('a public client declares its method where anybody can grant it something', () => {
  const withGrants = (grants: string[] | null) =>
    featuresWith([fixture({ id: 'a', methods: ['none'], grants })]).declared;
  expect(withGrants(null)).toEqual(['none', 'public-client']);
  expect(withGrants(['authorization_code'])).toEqual(['none', 'public-client']);
  expect(withGrants(['client_credentials'])).toEqual(['public-client']);
  const offered = { token_endpoint_auth_methods_supported: ['none'], grant_types_supported: [] };
  expect(featuresWith([], facts({ metadata: offered })).advertised).toEqual(['none', 'public-client']);
});

test('endpoints beside the token endpoint are declared by being there', () => {
  const endpoints = { token: endpoint, par: endpoint, introspection: endpoint, revocation: endpoint };
  expect(featuresWith([], facts({ endpoints })).declared).toEqual(['introspection', 'par', 'revocation']);
});

test('what the target file declares is declared', () => {
  expect(featuresWith([], facts(), { features: ['totp'] }).declared).toEqual(['totp']);
});

test('what only the metadata names is advertised', () => {
  const clients = [fixture({ id: 'a', methods: ['private_key_jwt'], alg: 'RS256' })];
  expect(featuresWith(clients, facts({ metadata }))).toEqual({
    declared: ['RS256', 'private_key_jwt'],
    advertised: ['ES256', 'client_secret_basic', 'tls_client_auth'],
  });
});

test('where clients can be registered, what the metadata names is declared', () => {
  const endpoints = { token: endpoint, registration: endpoint };
  const registration = { initialAccessToken: null };
  const { declared, advertised } = featuresWith([], facts({ metadata, endpoints }), { registration });
  expect(declared).toEqual([
    'ES256',
    'RS256',
    'client_secret_basic',
    'jwks-uri',
    'registration',
    'tls_client_auth',
  ]);
  expect(advertised).toEqual([]);
  expect(featuresWith([], facts({ metadata }), { registration }).declared).toEqual([]);
  expect(featuresWith([], facts({ metadata, endpoints })).declared).toEqual(['registration']);
});

test('metadata of another type declares nothing', () => {
  const broken = {
    token_endpoint_auth_methods_supported: 'client_secret_basic',
    grant_types_supported: 'refresh_token',
  };
  expect(featuresWith([], facts({ metadata: broken }))).toEqual({ declared: [], advertised: [] });
});

const grants = (...listed: string[]) => facts({ metadata: { grant_types_supported: listed } });
const both = grants('authorization_code', 'refresh_token');
const admin = { url, token: 'control' };

test('grants are declared where a way to them is', () => {
  expect(featuresWith([], both)).toEqual({
    declared: [],
    advertised: ['authorization-code', 'refresh-token'],
  });
  expect(featuresWith([], both, { admin })).toEqual({
    declared: ['authorization-code', 'refresh-token'],
    advertised: [],
  });
  const refreshBy = { username: 'u', password: 'p' };
  expect(featuresWith([], both, { refreshBy })).toEqual({
    declared: ['refresh-token'],
    advertised: ['authorization-code'],
  });
  expect(featuresWith([], grants(), { refreshBy }).declared).toEqual(['refresh-token']);
});

test('metadata without grants offer codes, and clients offer what they are registered for', () => {
  expect(featuresWith([], facts({ metadata: {} })).advertised).toEqual(['authorization-code']);
  expect(featuresWith([], facts({ metadata: null })).advertised).toEqual([]);
  const registered = fixture({ id: 'a', grants: ['refresh_token'] });
  expect(featuresWith([registered], grants()).advertised).toEqual(['refresh-token']);
});

test('a target file that says how refresh tokens are kept, or by which grant clients are tried, offers those', () => {
  for (const rotation of [true, false])
    expect(featuresWith([], grants(), { rotation, admin }).declared).toEqual(['refresh-token']);
  const grant = { grant_type: 'authorization_code' };
  expect(featuresWith([], facts(), { grant, admin }).declared).toEqual(['authorization-code']);
});

test('without an OAuth part there is what the file declares', () => {
  const { declared } = featuresOf(targetAt([url], { oauth: null, features: ['totp'] }), null);
  expect([...declared]).toEqual(['totp']);
});
