import type { Variant } from './case.ts';
import { chainFeature } from './features.ts';
import type { Client } from './oauth/client.ts';
import type { GrantKind } from './oauth/grants.ts';
import { jwsAlgorithms } from './oauth/jws.ts';
import { NotApplicable } from './outcomes.ts';
import type { ClientAuthMethod, EndpointName } from './target/description.ts';

type EndpointRow = Variant & { endpoint: EndpointName };

/** Every endpoint that authenticates clients. Transport, replay and credential cases run at each. */
export const authenticatingEndpoints = {
  token: { endpoint: 'token' },
  par: { endpoint: 'par', features: ['par'] },
  introspection: { endpoint: 'introspection', features: ['introspection'] },
  revocation: { endpoint: 'revocation', features: ['revocation', 'introspection'] },
} satisfies Record<string, EndpointRow>;

/**
 * For what is about every endpoint: those, and one that few servers have and few clients may use. Where no introspection
 * tells what became of a token, nothing is known of revocation, which is not to say that it does not matter.
 */
export const backChannelEndpoints: Record<string, EndpointRow & { grants?: readonly string[] }> = {
  ...authenticatingEndpoints,
  revocation: { endpoint: 'revocation', features: ['revocation'] },
  'device-authorization': {
    endpoint: 'device-authorization',
    features: ['device-authorization'],
    grants: ['urn:ietf:params:oauth:grant-type:device_code'], // RFC 8628 §3.4
  },
};

const { token: _, ...furtherEndpoints } = authenticatingEndpoints;

/** Those beside the token endpoint: what may have code of its own there is tried there too. */
export { furtherEndpoints };

/** Every way to authenticate by a credential of one's own. */
export const confidentialMethods = {
  'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'] },
  'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
} as const satisfies Record<string, Variant & { method: ClientAuthMethod }>;

/** Both ways to authenticate by an assertion; a row holds whatever client the target has for it. */
export const jwtMethods = {
  'private-key-jwt': { method: 'private_key_jwt', features: ['private_key_jwt'] },
  'client-secret-jwt': { method: 'client_secret_jwt', features: ['client_secret_jwt'] },
} as const satisfies Record<string, Variant & { method: ClientAuthMethod }>;

/** Those that the metadata list methods for; PAR takes those of the token endpoint (RFC 9126 §2). */
export const endpointsWithLists = {
  token: { endpoint: 'token' },
  introspection: { endpoint: 'introspection', features: ['introspection'] },
  revocation: { endpoint: 'revocation', features: ['revocation', 'introspection'] },
} satisfies Record<string, EndpointRow>;

const { token: _token, ...endpointsBesideToken } = endpointsWithLists;

/** Those of them that may take other methods and algorithms than the token endpoint does (RFC 8414 §2). */
export { endpointsBesideToken };

/** What somebody grants a client, and it redeems: how each comes about is the business of `grants`. */
export const grantKinds = {
  code: { kind: 'code', features: ['authorization-code'] },
  'refresh-token': { kind: 'refresh-token', features: ['refresh-token'] },
} as const satisfies Record<string, Variant & { kind: GrantKind }>;

/** What an assertion names as the key that signed it: the client's own, one that nobody has, or none. */
export const namedKids = {
  'own-kid': {
    kidOf({ id, kid }) {
      if (!kid) throw new NotApplicable(`the key of ${id} has no kid`);
      return kid;
    },
  },
  'foreign-kid': { kidOf: () => 'a-key-of-nobody' },
  'no-kid': { kidOf: () => undefined },
} satisfies Record<string, NamedKid>;

export type NamedKid = { kidOf(client: Client): string | undefined };

type ChainRow = Variant & { chain: readonly [bySecret: ClientAuthMethod, byAssertion: ClientAuthMethod] };

/** The chains that fit into one request: a secret in one of its places, and an assertion. */
export const chains = {
  'basic-and-private-key-jwt': chainOf('client_secret_basic', 'private_key_jwt'),
  'post-and-private-key-jwt': chainOf('client_secret_post', 'private_key_jwt'),
  'basic-and-secret-jwt': chainOf('client_secret_basic', 'client_secret_jwt'),
  'post-and-secret-jwt': chainOf('client_secret_post', 'client_secret_jwt'),
} satisfies Record<string, ChainRow>;

/** Whatever chain the target has: for what is the same in all of them. */
export const anyChain = {
  'any-chain': { chain: [], features: ['client-chain'] },
} satisfies Record<string, Variant & { chain: readonly ClientAuthMethod[] }>;

function chainOf(...chain: ChainRow['chain']): ChainRow {
  return { chain, features: ['client-chain', chainFeature(chain)] };
}

type SignerRow = Variant & { method: ClientAuthMethod; alg: string };

/** Clients that sign assertions, a row an algorithm. */
export function signers(...families: (keyof typeof jwsAlgorithms)[]): Record<string, SignerRow> {
  const rows = families.flatMap((family) =>
    jwsAlgorithms[family].map((alg) => [alg.toLowerCase(), rowOf(alg)] as const),
  );
  return Object.fromEntries(rows);
}

/** Every way to authenticate that metadata list: a method that needs no algorithm, or an algorithm with its method. */
export const listableWays = {
  'client-secret-basic': { ...confidentialMethods['client-secret-basic'], alg: null },
  'client-secret-post': { ...confidentialMethods['client-secret-post'], alg: null },
  ...signers('HS', 'RS', 'PS', 'ES', 'Ed'),
};

/** One row of each family: what differs by family, not by hash. */
export const signerOfEachFamily = Object.fromEntries(
  Object.values(jwsAlgorithms).map(([alg]) => [alg.toLowerCase(), rowOf(alg)]),
);

function rowOf(alg: string): SignerRow {
  const method = alg.startsWith('HS') ? 'client_secret_jwt' : 'private_key_jwt';
  return { method, alg, features: [method, alg] };
}
