import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { loadRegistry, type Profile, profileIncludes } from './registry.ts';

const registry = await loadRegistry();

test('every drafted id is in the registry, in its area, without gaps and once', () => {
  const counts = {
    CA: 65,
    MFA: 40,
    TOTP: 14,
    OTP: 16,
    ML: 11,
    BC: 11,
    SES: 29,
    RL: 17,
    AUD: 15,
    PRV: 11,
    STO: 14,
    PVY: 10,
    TEL: 7,
    SEC: 9,
    PERF: 4,
    PRC: 9,
  };
  const drafted = Object.entries(counts).flatMap(([prefix, count]) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`),
  );
  const ids = registry.requirements.map(({ id }) => id);
  expect(drafted).toHaveLength(282);
  expect(drafted.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the areas come in the order of the reports, chains apart from single credentials', () => {
  expect(registry.areas.join(' ')).toBe(
    'client-auth client-chain mfa totp message-codes magic-links backup-codes sessions rate-limits audit ' +
      'providers storage privacy telemetry secrets performance process',
  );
  const chains = registry.requirements.filter(({ area }) => area === 'client-chain').map(({ id }) => id);
  expect(chains).toEqual(['CA-049', 'CA-050', 'CA-051', 'CA-052', 'CA-053', 'CA-054']);
});

test('the first requirements are finished', () => {
  const numbers = [1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 22, 34, 35, 41, 42, 62, 65];
  for (const number of numbers) {
    const requirement = registry.find(`CA-${String(number).padStart(3, '0')}`);
    expect(requirement).toMatchObject({
      area: 'client-auth',
      why: expect.stringMatching(/^Otherwise .*\.$/),
    });
    expect(requirement).not.toHaveProperty('pending');
  }
});

test('a requirement is found by its id, and an unknown id finds nothing', () => {
  expect(registry.find('CA-022')).toMatchObject({
    revision: 1,
    level: 'MUST',
    profiles: ['oidc'],
    evidence: 'suite',
  });
  expect(registry.find('CA-999')).toBeUndefined();
});

test('performance is measured under load and processes are proven by hand where a person must', () => {
  const byEvidence = (evidence: string) =>
    registry.requirements.filter((requirement) => requirement.evidence === evidence).map(({ id }) => id);
  expect(byEvidence('load')).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `PERF-00${number}`));
  expect(byEvidence('manual')).toEqual(['PRC-001', 'PRC-003', 'PRC-004', 'PRC-005', 'PRC-006', 'PRC-007']);
});

test('a profile includes itself and what it builds on', () => {
  const profiles: Profile[] = ['oauth2', 'oidc', 'fapi2', 'authproof'];
  const included = profiles.map((profile) => profiles.filter((wanted) => profileIncludes(profile, wanted)));
  expect(included).toEqual([
    ['oauth2'],
    ['oauth2', 'oidc'],
    ['oauth2', 'oidc', 'fapi2'],
    ['oauth2', 'oidc', 'authproof'],
  ]);
});

const finished = {
  id: 'TOTP-001',
  revision: 1,
  level: 'MUST',
  title: 't',
  why: 'w',
  sources: ['RFC 1 §2'],
  evidence: 'suite',
};

/** A folder with the given area files; each entry is finished unless it says otherwise. */
async function folderWith(files: Record<string, readonly object[]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const sources = 'sources: [{ id: RFC 1, title: t, version: v, provenance: read }]\n';
  await writeFile(join(folder, 'sources.yaml'), sources);
  for (const [area, entries] of Object.entries(files)) {
    const requirements = entries.map((entry) => ({ ...finished, ...entry }));
    await writeFile(join(folder, `${area}.yaml`), stringify({ area, requirements }));
  }
  return folder;
}

async function complaintAbout(files: Record<string, readonly object[]>): Promise<string> {
  const folder = await folderWith(files);
  const error = await loadRegistry(folder).catch((caught: Error) => caught);
  if (!(error instanceof Error)) throw new Error('the registry was accepted');
  return error.message.replaceAll(`${folder}/`, '');
}

test.for([
  [
    'an id of another area',
    { 'client-auth': [{ id: 'SES-001' }] },
    'client-auth.yaml:3:9 requirements[0].id: expected an id that begins with CA-; found "SES-001"',
  ],
  [
    'an id that is no id',
    { 'client-auth': [{ id: 'CA-1' }] },
    'client-auth.yaml:3:9 requirements[0].id: expected an id such as CA-022; found "CA-1"',
  ],
  [
    'an unknown source',
    { totp: [{ sources: ['RFC 1', 'RFC 10 §2'] }] },
    'totp.yaml:10:9 requirements[0].sources[1]: no source in sources.yaml begins "RFC 10 §2"',
  ],
  [
    'a finished entry without a why',
    { totp: [{ why: undefined }] },
    'totp.yaml:3:5 requirements[0].why: missing; only an entry that is pending or excluded may leave it out',
  ],
  [
    'a finished entry with a draft',
    { totp: [{ draft: { check: 'c', negative: 'n', needs: [] } }] },
    'totp.yaml:11:5 requirements[0].draft: a finished entry has no draft; its cases say what is done',
  ],
  [
    'an entry both pending and excluded',
    { totp: [{ pending: 'p', excluded: 'e' }] },
    'totp.yaml:12:15 requirements[0].excluded: an entry is pending or excluded, not both',
  ],
  [
    'manual evidence without its terms',
    { totp: [{ evidence: 'manual' }] },
    'totp.yaml:3:5 requirements[0].manual: missing; manual evidence says what to attach, who owns it and how old it may be',
  ],
  [
    'terms of manual evidence where a suite decides',
    { totp: [{ manual: { attach: 'a', owner: 'o', maxAgeDays: 9 } }] },
    'totp.yaml:11:5 requirements[0].manual: goes with evidence: manual only; found evidence: suite',
  ],
  [
    'a mistyped key',
    { totp: [{ levle: 'MUST' }] },
    'totp.yaml:11:5 requirements[0]: unknown key "levle"; did you mean "level"?',
  ],
] as const)('%s is refused', async ([, files, message]) => {
  expect(await complaintAbout(files)).toBe(message);
});

test('an id used in two areas is refused where it comes second', async () => {
  const complaint = await complaintAbout({
    'client-chain': [{ id: 'CA-001' }],
    'client-auth': [{ id: 'CA-001' }],
  });
  expect(complaint).toBe(
    'client-chain.yaml:3:9 requirements[0].id: the id CA-001 is taken already, in client-auth.yaml',
  );
});

test('a file named after another area is refused', async () => {
  const folder = await folderWith({ totp: [{}] });
  const entry = JSON.stringify({ ...finished, id: 'MFA-001' });
  await writeFile(join(folder, 'otp.yaml'), `area: mfa\nrequirements: [${entry}]\n`);
  await expect(loadRegistry(folder)).rejects.toThrow('otp.yaml:1:7 area: the file of mfa is named mfa.yaml');
});

test('the digest follows what the files say and not how they are laid out', async () => {
  const digestOf = async (entry: object) => (await loadRegistry(await folderWith({ totp: [entry] }))).digest;
  const digest = await digestOf({});
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const { title, ...others } = finished;
  const folder = await folderWith({});
  await writeFile(
    join(folder, 'totp.yaml'),
    `# a remark\nrequirements: [${JSON.stringify({ ...others, title })}]\narea: totp\n`,
  );
  expect((await loadRegistry(folder)).digest).toBe(digest);
  expect(await digestOf({ revision: 2 })).not.toBe(digest);
});
