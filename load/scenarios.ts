import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requirements } from './k6/lib/measures.ts';

/** What a variant asks of its client, in the harness's words. */
export type ClientWanted = {
  method?: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt' | 'private_key_jwt';
  alg?: string;
  chain?: readonly [];
};

type Row = { features: readonly string[]; client: ClientWanted };

/** A case under load, as plain data: k6 runs it, and its summary says how it ended. */
export type LoadCase = {
  id: string;
  title: string;
  verifies: readonly string[];
  features?: readonly string[];
  variants?: Readonly<Record<string, Row>>;
};

export type Scenario = { name: string; script: string; cases: readonly LoadCase[] };

const basic: Row = { features: ['client_secret_basic'], client: { method: 'client_secret_basic' } };
const post: Row = { features: ['client_secret_post'], client: { method: 'client_secret_post' } };
const hmac: Row = {
  features: ['client_secret_jwt', 'HS256'],
  client: { method: 'client_secret_jwt', alg: 'HS256' },
};
const signedWith = (alg: string): Row => ({
  features: ['private_key_jwt', alg],
  client: { method: 'private_key_jwt', alg },
});

/** EdDSA is missing since k6's WebCrypto has no Ed25519. */
export const methods: Readonly<Record<string, Row>> = {
  'client-secret-basic': basic,
  'client-secret-post': post,
  'client-secret-jwt-hs256': hmac,
  'private-key-jwt-rs256': signedWith('RS256'),
  'private-key-jwt-ps256': signedWith('PS256'),
  'private-key-jwt-es256': signedWith('ES256'),
  'client-chain': { features: ['client-chain'], client: { chain: [] } },
};

export const clientAuth = {
  latency: 'load/client-auth/latency',
  throughput: 'load/client-auth/throughput',
  storm: 'load/client-auth/replay-storm',
  stormAnswered: 'load/client-auth/replay-storm-is-answered',
} as const;

/** Whose assertions are replayed. */
export const stormClient: ClientWanted = { method: 'private_key_jwt' };

const scenarios: readonly Scenario[] = [
  {
    name: 'client-auth',
    script: scriptFile('client-auth'),
    cases: [
      {
        id: clientAuth.latency,
        title: 'Under load 95 of 100 token requests are answered within 2 seconds',
        verifies: [requirements.latency],
        variants: methods,
      },
      {
        id: clientAuth.throughput,
        title: 'Under load every token request of a right client is granted',
        verifies: [requirements.acceptance],
        variants: methods,
      },
      {
        id: clientAuth.storm,
        title: 'No assertion that is sent several times at once gains more than one token',
        verifies: [requirements.singleUse],
        features: ['private_key_jwt'],
      },
      {
        id: clientAuth.stormAnswered,
        title: 'Every assertion that is sent several times at once gains a token',
        verifies: [requirements.acceptance],
        features: ['private_key_jwt'],
      },
    ],
  },
];

export const scenarioNames = scenarios.map(({ name }) => name);

/** Cases of all scenarios. */
export const loadCases: readonly LoadCase[] = scenarios.flatMap(({ cases }) => cases);

export function scenarioOf(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}

/** In the published package a script is there as JavaScript. */
function scriptFile(name: string): string {
  const [written = '', compiled = ''] = ['ts', 'js'].map((extension) =>
    fileURLToPath(new URL(`k6/scenarios/${name}.${extension}`, import.meta.url)),
  );
  return existsSync(written) ? written : compiled;
}
