import { expect, test } from 'vitest';
import { rules } from '../rules.ts';
import type { Client } from '../storage/clients.ts';
import type { AuthenticationMethod } from './algorithms.ts';

const request = (form: Record<string, string>, authorization?: string) => ({
  authorization,
  form: new Map(Object.entries(form)),
  issuer: 'https://as.example',
});

const clientBy = (method: AuthenticationMethod, more: Partial<Client> = {}): Client => ({
  id: 'client',
  method,
  chain: undefined,
  pinnedAlgorithm: undefined,
  secretDigest: 'digest',
  hmacSecret: 'secret',
  keys: [],
  jwksUri: undefined,
  scopes: ['api', 'read'],
  grantTypes: ['client_credentials'],
  redirectUris: [],
  enabled: true,
  ...more,
});

test('every mechanism that a request uses is seen', () => {
  expect(rules.presentedMechanisms(request({}))).toEqual([]);
  expect(rules.presentedMechanisms(request({ client_id: 'a' }))).toEqual(['none']);
  expect(rules.presentedMechanisms(request({ client_id: 'a', client_secret: 'b' }))).toEqual(['post']);
  expect(rules.presentedMechanisms(request({ client_assertion_type: 'a' }))).toEqual(['assertion']);
  expect(
    rules.presentedMechanisms(request({ client_secret: 'a', client_assertion: 'b' }, 'Basic x')),
  ).toEqual(['basic', 'post', 'assertion']);
});

test('the assertion type has one spelling', () => {
  const urn = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  expect(rules.assertionTypeMatches(urn)).toBe(true);
  for (const type of [
    undefined,
    '',
    urn.toUpperCase(),
    `${urn} `,
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ]) {
    expect(rules.assertionTypeMatches(type)).toBe(false);
  }
});

test('a client_id parameter may be absent or equal', () => {
  expect(rules.clientIdParameterMatches(undefined, 'a')).toBe(true);
  expect(rules.clientIdParameterMatches('a', 'a')).toBe(true);
  expect(rules.clientIdParameterMatches('A', 'a')).toBe(false);
});

test('a client uses the method it is registered for and none that it merely has a credential for', () => {
  const withSecret = (mechanism: 'basic' | 'post') => ({ mechanism, clientId: 'client', secret: 'secret' });
  expect(rules.methodFor(withSecret('basic'), clientBy('client_secret_basic'))).toBe('client_secret_basic');
  for (const method of ['client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'] as const) {
    expect(rules.methodFor(withSecret('basic'), clientBy(method))).toBeUndefined();
  }
  expect(rules.methodFor(withSecret('post'), clientBy('client_secret_post'))).toBe('client_secret_post');
  expect(rules.methodFor(withSecret('post'), clientBy('client_secret_basic'))).toBeUndefined();
  expect(
    rules.methodFor({ mechanism: 'none', clientId: 'client' }, clientBy('client_secret_post')),
  ).toBeUndefined();
});

test('an algorithm belongs to one assertion method', () => {
  expect(rules.algorithmAllowed('HS256', 'private_key_jwt', clientBy('private_key_jwt'))).toBe(false);
  expect(rules.algorithmAllowed('ES256', 'client_secret_jwt', clientBy('client_secret_jwt'))).toBe(false);
  expect(rules.algorithmAllowed('HS256', 'client_secret_basic', clientBy('client_secret_basic'))).toBe(false);
});

test('every character of a secret counts', () => {
  const matches = (presented: string, stored: string) =>
    rules.digestsMatch(rules.secretDigest(presented), rules.secretDigest(stored));
  const secret = 'x'.repeat(100);
  expect(matches(secret, secret)).toBe(true);
  for (const wrong of [
    '',
    'x',
    secret.slice(1),
    `${secret}x`,
    `${secret} `,
    secret.toUpperCase(),
    secret.slice(0, 72),
  ]) {
    expect(matches(wrong, secret)).toBe(false);
  }
  expect(rules.digestsMatch(rules.secretDigest(''), undefined)).toBe(false);
});

test('client credentials are for registered, confidential clients', () => {
  expect(rules.grantAllowed(clientBy('private_key_jwt'), 'client_credentials')).toBe(true);
  expect(rules.grantAllowed(clientBy('private_key_jwt', { grantTypes: [] }), 'client_credentials')).toBe(
    false,
  );
  expect(rules.grantAllowed(clientBy('none'), 'client_credentials')).toBe(false);
});

test('a scope is granted within what is registered', () => {
  const client = clientBy('none');
  expect(rules.grantedScope(undefined, client)).toEqual(['api', 'read']);
  expect(rules.grantedScope('read read', client)).toEqual(['read']);
  expect(rules.grantedScope('read write', client)).toBeUndefined();
  expect(rules.grantedScope('READ', client)).toBeUndefined();
});
