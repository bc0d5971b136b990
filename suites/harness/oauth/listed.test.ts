import { expect, test } from 'vitest';
import { clientIdsFetchedBy, listedAt } from './listed.ts';

test('each endpoint has its list, and PAR that of the token endpoint', () => {
  const metadata = {
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    revocation_endpoint_auth_methods_supported: ['none'],
  };
  expect(listedAt('token', metadata)).toEqual({ methods: ['private_key_jwt'], algorithms: ['ES256'] });
  expect(listedAt('par', metadata)).toEqual(listedAt('token', metadata));
  expect(listedAt('revocation', metadata)).toEqual({ methods: ['none'], algorithms: null });
});

test('without a list it is Basic, and unknown at introspection and where no endpoint is named', () => {
  const url = 'https://as.example/';
  const named = { token_endpoint: url, introspection_endpoint: url, revocation_endpoint: url };
  const basic = { methods: ['client_secret_basic'], algorithms: null };
  const nothing = { methods: [], algorithms: null };
  expect(listedAt('token', named)).toEqual(basic);
  expect(listedAt('revocation', named)).toEqual(basic);
  expect(listedAt('introspection', named)).toEqual(nothing);
  expect(listedAt('revocation', { token_endpoint: url })).toEqual(nothing);
});

test('where OpenID alone names an endpoint that it does not know, only its list tells', () => {
  const url = 'https://as.example/';
  const named = { token_endpoint: url, revocation_endpoint: url };
  const openIdOnly = { openIdOnly: true };
  const basic = { methods: ['client_secret_basic'], algorithms: null };
  expect(listedAt('token', named, openIdOnly)).toEqual(basic);
  expect(listedAt('revocation', named, openIdOnly)).toEqual({ methods: [], algorithms: null });
  const list = { ...named, revocation_endpoint_auth_methods_supported: ['none'] };
  expect(listedAt('revocation', list, openIdOnly).methods).toEqual(['none']);
});

test('client identifiers are fetched where the metadata say so', () => {
  const document = 'client_id_metadata_document_supported';
  const registration = 'client_registration_types_supported';
  expect(clientIdsFetchedBy({ [document]: true })).toBe(document);
  expect(clientIdsFetchedBy({ [registration]: ['explicit', 'automatic'] })).toBe(registration);
  expect(clientIdsFetchedBy({ [document]: false, [registration]: ['explicit'] })).toBeNull();
});
