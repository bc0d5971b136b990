import type { ClientAuthMethod } from '../../harness/target/description.ts';
import { type Fixture, ordinary, unpinnedFixtures } from '../make-clients.ts';

const secretOfTwins = ordinary();

/** Clients that the reference server can have and other servers can't, beside those that all targets have. */
export const ownFixtures: readonly Fixture[] = [
  // Any algorithm that its RSA key fits.
  { id: 'svc-rsa-unpinned', method: 'private_key_jwt', key: 'RS256', keyWithoutAlg: true },
  ...unpinnedFixtures,
  chainClient('svc-chain', ['client_secret_basic', 'private_key_jwt'], { pinned: 'ES256', key: 'ES256' }),
  chainClient('svc-chain-2', ['client_secret_basic', 'private_key_jwt'], { pinned: 'ES256', key: 'ES256' }),
  chainClient('svc-chain-post', ['client_secret_post', 'private_key_jwt'], { pinned: 'EdDSA', key: 'EdDSA' }),
  chainClient('svc-chain-hmac', ['client_secret_basic', 'client_secret_jwt'], { pinned: 'HS256' }),
  // The policy names the assertion first, which is looked at first then.
  chainClient('svc-chain-post-hmac', ['client_secret_jwt', 'client_secret_post'], { pinned: 'HS256' }),
  // Registered for codes and what comes of them, so what it asks for on its own is refused.
  chainClient(
    'svc-chain-coded',
    ['client_secret_basic', 'client_secret_jwt'],
    { pinned: 'HS256' },
    { grant_types: ['authorization_code', 'refresh_token'] },
  ),
  { id: 'svc-off', method: 'client_secret_basic', secret: () => secretOfTwins, register: { disabled: true } },
  { id: 'svc-off-twin', method: 'client_secret_basic', secret: () => secretOfTwins },
  {
    id: 'svc-off-hs256',
    method: 'client_secret_jwt',
    pinned: 'HS256',
    secret: ordinary,
    register: { disabled: true },
  },
  {
    id: 'svc-off-es256',
    method: 'private_key_jwt',
    pinned: 'ES256',
    key: 'ES256',
    register: { disabled: true },
  },
];

function chainClient(
  id: string,
  chain: [ClientAuthMethod, ClientAuthMethod],
  more: Partial<Fixture>,
  profile: Record<string, unknown> = {},
): Fixture {
  const register = { authproof_auth_chain: chain, ...profile };
  return { id, method: chain[0], secret: ordinary, register, ...more };
}
