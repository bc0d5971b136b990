import { expect, test } from 'vitest';
import type { Keyring } from '../keys/keyring.ts';
import { rules } from '../rules.ts';
import { repositoriesIn } from '../storage/repositories.ts';
import type { Database } from '../storage/schema.ts';
import { asserting, basic, startTryOut, type TryOut } from '../try-out.ts';
import { loadMutants, type Mutant, swappedMethods } from './mutant.ts';
import { answerTimeSymptoms } from './symptoms/answer-times.ts';
import { claimSymptoms } from './symptoms/claims.ts';
import { chainSymptoms } from './symptoms/client-chains.ts';
import { profileSymptoms } from './symptoms/client-profiles.ts';
import { elsewhereSymptoms } from './symptoms/elsewhere.ts';
import { encodingSymptoms } from './symptoms/encoding.ts';
import { identifierSymptoms } from './symptoms/identifiers.ts';
import { keySymptoms } from './symptoms/keys.ts';
import { metadataSymptoms } from './symptoms/metadata.ts';
import { narrowSymptoms } from './symptoms/narrow-faults.ts';
import { oversightSymptoms } from './symptoms/oversights.ts';
import { ownershipSymptoms } from './symptoms/ownership.ts';
import { requestSymptoms } from './symptoms/requests.ts';
import { secretSymptoms } from './symptoms/secrets.ts';
import { signatureSymptoms } from './symptoms/signatures.ts';
import { singleUseSymptoms } from './symptoms/single-use.ts';
import { accepts, type Symptom } from './symptoms/symptom.ts';
import { unusualSymptoms } from './symptoms/unusual-inputs.ts';

const mutants = await loadMutants();
const symptoms: Record<string, Symptom> = {
  ...answerTimeSymptoms,
  ...chainSymptoms,
  ...claimSymptoms,
  ...elsewhereSymptoms,
  ...encodingSymptoms,
  ...identifierSymptoms,
  ...keySymptoms,
  ...metadataSymptoms,
  ...narrowSymptoms,
  ...oversightSymptoms,
  ...ownershipSymptoms,
  ...profileSymptoms,
  ...requestSymptoms,
  ...secretSymptoms,
  ...signatureSymptoms,
  ...singleUseSymptoms,
  ...unusualSymptoms,
};

/** Correct requests that a mutant may refuse, because that is what it does wrong. */
const refusedByDesign: Record<string, readonly string[]> = {
  'demands-the-token-endpoint-as-audience': ['es256', 'ps256', 'hmac'],
  'verifies-ecdsa-signatures-as-der': ['es256'],
  'keys-hmac-with-the-client-id': ['hmac'],
  'takes-basic-credentials-undecoded': ['odd'],
  'keeps-the-plus-in-basic-credentials': ['odd'],
  'demands-a-client-id-beside-an-assertion': ['es256', 'ps256', 'hmac'],
  'takes-no-type-but-jwt': ['es256', 'ps256', 'hmac'],
  'refuses-assertions-without-their-own-type': ['es256', 'ps256', 'hmac'],
  'keys-hmac-with-64-bytes-of-the-secret': ['hmac'],
};

function storageOf({ on = {} }: Pick<Mutant, 'on'> = {}): 'memory' | 'file' {
  return on.storage ?? (on.instances === undefined ? 'memory' : 'file');
}

async function correctRequestsRefused(server: TryOut): Promise<string[]> {
  const refused: string[] = [];
  for (const id of ['es256', 'ps256', 'hmac']) {
    if (!(await accepts(server, asserting(await server.assertion(id))))) refused.push(id);
  }
  for (const id of ['basic', 'odd']) {
    if (!(await accepts(server, {}, basic(id, server.secrets[id] ?? '')))) refused.push(id);
  }
  if (!(await accepts(server, { client_id: 'post', client_secret: server.secrets.post })))
    refused.push('post');
  return refused;
}

/** What it never calls, since it only names its methods. */
const realRepositories = repositoriesIn({} as Database, {} as Keyring, String);

/** Rules by their names, methods of repositories as `repository.method`. */
function partsOf(mutant: Mutant): string[] {
  const methods = swappedMethods(mutant, realRepositories, {} as Database);
  return [...Object.keys(mutant.rules ?? {}), ...Object.keys(methods)];
}

test('every mutant has a symptom here', () => {
  expect([...mutants.keys()].sort()).toEqual(Object.keys(symptoms).sort());
});

// A server of its own for each, since some move its clock.
test.for(Object.entries(symptoms))('the clean server shows nothing of %s', async ([id, symptom]) => {
  const mutant = mutants.get(id);
  await using server = await startTryOut({ storage: storageOf(mutant), profile: mutant?.on?.profile });
  expect(await symptom(server)).toBe(false);
});

test.for([...mutants])(
  '%s differs in one part, shows it, and serves correct requests',
  async ([id, mutant]) => {
    const parts = partsOf(mutant);
    expect(parts).toHaveLength(1);
    const methods = Object.entries(realRepositories).flatMap(([repository, methods]) =>
      Object.keys(methods).map((name) => `${repository}.${name}`),
    );
    expect([...Object.keys(rules), ...methods]).toContain(parts[0]);
    const { rules: wrongRules = {}, repositories } = mutant;
    await using server = await startTryOut({
      storage: storageOf(mutant),
      profile: mutant.on?.profile,
      rules: wrongRules,
      ...(repositories && { repositories }),
    });
    expect(await correctRequestsRefused(server)).toEqual(refusedByDesign[id] ?? []);
    expect(await symptoms[id]?.(server)).toBe(true);
  },
);

test('what a mutant breaks are requirement ids, none named twice', () => {
  for (const { breaks, alsoBreaks = [], how } of mutants.values()) {
    const ids = [...breaks, ...alsoBreaks];
    expect(breaks.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Z]{2,4}-\d{3}$/);
    expect(how).toMatch(/\.$/);
  }
});
