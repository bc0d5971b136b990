import type { RecordedRun } from '../assess.ts';
import { type CaseResult, type RequirementSnapshot, resultName } from '../run-report.ts';
import { makeKnown, makeRequirement, makeResult, makeRun } from './make-run.ts';

/** A run such as somebody would look at: something of every outcome, much pending, texts of natural length. */
export function sampleRun(): RecordedRun {
  return makeRun(results(), {
    header: {
      requirements: requirements(),
      target: {
        name: 'Example ID',
        version: '26.1.4',
        baseUrls: ['http://localhost:8080', 'http://localhost:8081'],
        features: ['client_secret_basic', 'client_secret_jwt', 'private_key_jwt', 'totp', 'sessions'],
        capabilities: ['clock', 'instances', 'inbox'],
        profile: {
          extends: 'oidc',
          assertion: { audience: ['issuer', 'token-endpoint'], jti: 'single-use', skewSeconds: 15 },
          session: { absoluteSeconds: 86_400 },
        },
      },
      run: {
        id: '2026-07-01T12-00-00Z-example-id',
        command: "npx authproof run --target './targets/example id.yaml' --baseline known-failures.yaml",
        harness: { version: '0.1.0', commit: '9c6616e0a1f2' },
        registry: { digest: 'sha256:3f1d9c52e7a84b60' },
      },
    },
    footer: {
      problems: [
        { kind: 'unusable-feature', detail: 'declared features that no case could use: client_secret_jwt' },
      ],
    },
  });
}

/** The same run with this many results more, all passed: as large as a full run of every suite. */
export function largeRun(more: number): RecordedRun {
  const run = sampleRun();
  const passed = Array.from({ length: more }, (_, index) =>
    makeResult({
      id: `client-auth/behaviour-${index % 40}`,
      title: 'An assertion whose algorithm is none is refused in every spelling',
      variant: `spelling-${index}`,
      verifies: ['CA-006'],
      evidence: `evidence/client-auth/behaviour-${index % 40}#spelling-${index}.json`,
    }),
  );
  return makeRun([...run.results, ...passed], {
    header: { ...run.header, planned: run.results.length + more },
  });
}

type Written = [title: string, more?: Partial<RequirementSnapshot>];

const jwtBearer = { citation: 'RFC 7523 §3', url: 'https://www.rfc-editor.org/rfc/rfc7523#section-3' };
const oidcCore = {
  citation: 'OIDC Core §9',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication',
};
const asvs = (number: string) => ({ citation: `ASVS 5.0 ${number}`, url: null });

const written: Record<string, [area: string, titles: Written[]]> = {
  CA: [
    'client-auth',
    [
      ['private_key_jwt works with an RSA-signed assertion at the token endpoint'],
      ['private_key_jwt works with an ECDSA-signed assertion'],
      ['client_secret_jwt works with an HMAC-signed assertion'],
      ['An assertion signed with a key that was never registered is refused, also under a registered kid'],
      ['An assertion that expired longer ago than the tolerated skew is refused'],
      [
        'An assertion whose algorithm is none is refused in every spelling',
        { why: 'An assertion without a signature is a statement by anybody.' },
      ],
      ['Each assertion identifier is accepted once', { sources: [oidcCore, jwtBearer, asvs('10.4.16')] }],
      ['Of simultaneous uses of one assertion exactly one is accepted', { sources: [oidcCore] }],
      ['A refusal says invalid_client, and challenges where the Authorization header was used'],
      ['Keys are fetched again when an unknown kid is seen', { level: 'SHOULD' }],
    ],
  ],
  TOTP: [
    'totp',
    [
      ['A code is accepted once'],
      ['Codes of earlier steps than the window are refused'],
      ['Enrolment is confirmed by a code before it counts', { level: 'SHOULD' }],
    ],
  ],
  SES: [
    'sessions',
    [
      ['Signing out ends the session on the server'],
      [
        'Login replaces the session identifier',
        {
          why: 'Otherwise an attacker who plants an identifier before the login shares the session after it.',
          sources: [
            asvs('7.2.4'),
            { citation: 'CWE-384', url: 'https://cwe.mitre.org/data/definitions/384.html' },
          ],
        },
      ],
      ['A session ends after 24 hours whatever happens'],
    ],
  ],
  ML: ['magic-links', [['A link signs in once'], ['A link fetched by a mail scanner is not used up']]],
  RL: ['rate-limits', [['A throttled answer says when to come back', { level: 'SHOULD' }]]],
  PERF: ['performance', [['95 of 100 token requests are answered within 200 ms', { evidence: 'load' }]]],
  PRC: ['process', [['Keys are rotated by a written procedure', { evidence: 'manual' }]]],
};

function requirements(): RequirementSnapshot[] {
  return Object.entries(written).flatMap(([prefix, [area, titles]]) => [
    ...titles.map(([title, more], index) => {
      const id = `${prefix}-${String(index + 1).padStart(3, '0')}`;
      return makeRequirement({ id, area, title, why: null, sources: [jwtBearer], ...more });
    }),
    ...Array.from({ length: 14 }, (_, index) =>
      makeRequirement({
        id: `${prefix}-${101 + index}`,
        area,
        title: `Promise ${index + 1} of ${area}, written down and still without a case of its own`,
        level: index % 4 === 3 ? 'SHOULD' : 'MUST',
        why: null,
        pending:
          index % 3 === 0 ? 'no case is written yet' : `waits for the ${area} part of the reference server`,
      }),
    ),
  ]);
}

function results(): CaseResult[] {
  const endpoints = ['token', 'introspection', 'revocation'];
  const made: Partial<CaseResult>[] = [
    { id: 'client-auth/rsa-signed', title: 'An RSA-signed assertion is accepted', verifies: ['CA-001'] },
    { id: 'client-auth/ecdsa-signed', title: 'An ECDSA-signed assertion is accepted', verifies: ['CA-002'] },
    {
      id: 'client-auth/hmac-signed',
      title: 'An HMAC-signed assertion is accepted',
      verifies: ['CA-003'],
      outcome: 'untestable',
      reason: 'No fixture and no registration gives a client with client_secret_jwt and HS256.',
    },
    ...endpoints.map((variant) => ({
      id: 'client-auth/foreign-key',
      title: 'An assertion signed with a foreign key is refused',
      variant,
      verifies: ['CA-004'],
    })),
    {
      id: 'client-auth/expired',
      title: 'An expired assertion is refused',
      verifies: ['CA-005'],
      outcome: 'failed',
      reason: 'Expected a refusal 18 s after exp (tolerance 15 s), got 200 with an access_token.',
      known: makeKnown({ requirement: 'CA-005', clause: 'RFC 7523 §3 item 4', reason: 'Fixed in 26.2' }),
    },
    ...['none', 'None', 'NONE', 'nOnE'].map((variant) => ({
      id: 'client-auth/alg-none',
      title: 'An assertion whose algorithm is none is refused',
      variant: `alg-${variant}`,
      verifies: ['CA-006'],
      notes: variant === 'nOnE' ? ['The refusal was a 500 that repeats: see CA-062.'] : [],
    })),
    ...endpoints.map((variant, index) => ({
      id: 'client-auth/assertion-replay',
      title: 'An assertion is refused the second time it is presented',
      variant,
      verifies: ['CA-007'],
      ...(index < 2
        ? {
            outcome: 'failed' as const,
            reason: `Expected a refusal by client authentication, got 200.\nThe assertion ‹assertion:7be41c› was accepted twice at the ${variant} endpoint, 40 ms apart, the second time by http://localhost:8081.`,
          }
        : {}),
    })),
    {
      id: 'client-auth/simultaneous-use',
      title: 'Of twenty simultaneous uses of one assertion one is accepted',
      verifies: ['CA-008'],
      outcome: 'errored',
      reason: 'The connection pool was closed before all requests had been released (ECONNRESET).',
    },
    {
      id: 'client-auth/rotated-key',
      title: 'A key that was added is found without a restart',
      verifies: ['CA-010'],
      outcome: 'warned',
      reason: 'The new key was first accepted after 287 s; the target claims jwks.refetchSeconds = 10.',
    },
    {
      id: 'totp/reuse',
      title: 'A code is refused the second time',
      verifies: ['TOTP-001'],
      outcome: 'flaky',
      reason: 'Failed at first (the second use was accepted), passed when run again alone.',
      attempts: [
        { outcome: 'failed', reason: 'The second use was accepted.', durationMs: 80 },
        { outcome: 'passed', reason: null, durationMs: 75 },
      ],
    },
    { id: 'totp/old-steps', title: 'Codes of earlier steps are refused', verifies: ['TOTP-002'] },
    { id: 'sessions/sign-out', title: 'After signing out the session is nobody', verifies: ['SES-001'] },
    {
      id: 'sessions/login-replaces-the-session-id',
      title: 'Login replaces the session identifier',
      verifies: ['SES-002'],
    },
    ...['link', 'prefetched-link'].map((variant, index) => ({
      id: 'magic-links/single-use',
      title: 'A link signs in once',
      variant,
      verifies: [`ML-00${index + 1}`],
      outcome: 'not-applicable' as const,
      reason: 'The target does not declare magic-link.',
    })),
  ];
  return made.map((given, index) => {
    const { id = '', variant = null, outcome } = given;
    const isExchanged = outcome !== 'not-applicable' && outcome !== 'untestable';
    const evidence = isExchanged ? `evidence/${resultName({ id, variant })}.json` : null;
    return makeResult({ durationMs: 20 + ((index * 37) % 400), evidence, ...given });
  });
}
