import { z } from 'zod';

/** Which letters begin the ids of an area; in the order in which reports list the areas. */
export const idPrefixes = {
  'client-auth': 'CA',
  'client-chain': 'CA',
  mfa: 'MFA',
  totp: 'TOTP',
  'message-codes': 'OTP',
  'magic-links': 'ML',
  'backup-codes': 'BC',
  sessions: 'SES',
  'rate-limits': 'RL',
  audit: 'AUD',
  providers: 'PRV',
  storage: 'STO',
  privacy: 'PVY',
  telemetry: 'TEL',
  secrets: 'SEC',
  performance: 'PERF',
  process: 'PRC',
} as const;

export type Area = keyof typeof idPrefixes;
export const areas = Object.keys(idPrefixes) as [Area, ...Area[]];

export const levels = ['MUST', 'SHOULD', 'MAY'] as const;
export type Level = (typeof levels)[number];

export const profiles = ['oauth2', 'oidc', 'fapi2', 'authproof'] as const;
export type Profile = (typeof profiles)[number];

/** Where a result comes from: a suite's cases, a measurement under load, or papers that a person attaches. */
export const evidences = ['suite', 'load', 'manual'] as const;
export type Evidence = (typeof evidences)[number];

/** What a check needs of the target: fixtures, or a capability in the words of the target file. */
export const draftNeeds = [
  'fixtures',
  'clock',
  'restart',
  'inbox',
  'audit',
  'logs',
  'telemetry',
  'instances',
  'storage',
  'faults',
  'load',
  'source-address',
  'admin',
  'policy',
  'tls',
  'process',
] as const;

const sentence = z.string().min(1);

export const RequirementEntry = z.strictObject({
  id: z.string().regex(/^[A-Z]+-\d{3}$/, 'expected an id such as CA-022'),
  revision: z
    .int()
    .min(1)
    .describe('Raised when the meaning changes; a case of an older revision proves nothing.'),
  level: z.enum(levels),
  title: sentence,
  why: sentence
    .exactOptional()
    .describe(
      'The harm if it does not hold, in one sentence. May wait while the entry is pending or excluded.',
    ),
  sources: z
    .array(sentence)
    .min(1)
    .describe('Citations; each begins with the id of a source in sources.yaml.'),
  profiles: z
    .array(z.enum(profiles))
    .min(1)
    .exactOptional()
    .describe('Asked only of a target whose profile is or includes one of these; absent: of every target.'),
  evidence: z.enum(evidences),
  manual: z
    .strictObject({
      attach: sentence.describe('What to attach.'),
      owner: sentence.describe('Who answers for it.'),
      maxAgeDays: z.int().min(1).describe('How old it may be.'),
    })
    .exactOptional()
    .describe('Goes with `evidence: manual`.'),
  pending: sentence.exactOptional().describe('Why no case exists yet.'),
  excluded: sentence.exactOptional().describe('Why no case will exist.'),
  draft: z
    .strictObject({
      check: sentence,
      negative: sentence,
      mutant: sentence.exactOptional(),
      needs: z.array(z.enum(draftNeeds)),
    })
    .exactOptional()
    .describe('What the case is going to do; goes when the case comes.'),
});
export type RequirementEntry = z.output<typeof RequirementEntry>;

export const AreaFile = z.strictObject({
  area: z.enum(areas),
  requirements: z.array(RequirementEntry).min(1),
});
export type AreaFile = z.output<typeof AreaFile>;
