import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Area, AreaFile, areas, idPrefixes, type Profile, type RequirementEntry } from './area-file.ts';
import { builtInFolder, loadSources, type Sources } from './sources.ts';
import { InvalidFile, readYaml, type YamlFile } from './yaml-file.ts';

export type { Area, Evidence, Level, Profile } from './area-file.ts';

/** One thing that must hold, with the area whose file it stands in. */
export type Requirement = RequirementEntry & { area: Area };

export interface Registry {
  /** In file order, area by area. */
  requirements: readonly Requirement[];
  /** Those that have a file, in the order in which reports list them. */
  areas: readonly Area[];
  sources: Sources;
  find(id: string): Requirement | undefined;
  /** SHA-256 (hex) of what the files say, whatever their layout and comments. */
  digest: string;
}

/** Reads sources.yaml and every `<area>.yaml` of a folder. @throws {InvalidFile} naming all problems of the first bad file */
export async function loadRegistry(folder = builtInFolder()): Promise<Registry> {
  const sources = await loadSources(folder);
  const files = await readAreaFiles(folder);
  const seen = new Map<string, string>();
  for (const file of files) InvalidFile.throwIfAny(problemsOf(file, sources, seen));
  const requirements = files.flatMap(({ value: { area, requirements } }) =>
    requirements.map((entry) => ({ ...entry, area })),
  );
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return {
    requirements,
    areas: files.map(({ value }) => value.area),
    sources,
    find: (id) => byId.get(id),
    digest: createHash('sha256')
      .update(canonical([sources.sources, requirements]))
      .digest('hex'),
  };
}

const includedProfiles: Record<Profile, readonly Profile[]> = {
  oauth2: ['oauth2'],
  oidc: ['oidc', 'oauth2'],
  fapi2: ['fapi2', 'oidc', 'oauth2'],
  authproof: ['authproof', 'oidc', 'oauth2'],
};

/** Whether a target of `profile` must also obey what is asked under `wanted`. */
export function profileIncludes(profile: Profile, wanted: Profile): boolean {
  return includedProfiles[profile].includes(wanted);
}

async function readAreaFiles(folder: string): Promise<YamlFile<AreaFile>[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== 'sources.yaml');
  const files = await Promise.all(names.sort().map((name) => readYaml(join(folder, name), AreaFile)));
  return files.sort((a, b) => areas.indexOf(a.value.area) - areas.indexOf(b.value.area));
}

/** What no schema of a single entry can see. Notes the ids in `seen`, with the file that has them. */
function problemsOf(file: YamlFile<AreaFile>, sources: Sources, seen: Map<string, string>): InvalidFile[] {
  const { area, requirements } = file.value;
  const problems: InvalidFile[] = [];
  if (basename(file.file) !== `${area}.yaml`) {
    problems.push(file.problem(['area'], `the file of ${area} is named ${area}.yaml`));
  }
  for (const [index, entry] of requirements.entries()) {
    const report = (path: (string | number)[], message: string) =>
      problems.push(file.problem(['requirements', index, ...path], message));
    const { id } = entry;
    if (!id.startsWith(`${idPrefixes[area]}-`)) {
      report(['id'], `expected an id that begins with ${idPrefixes[area]}-; found "${id}"`);
    }
    if (seen.has(id)) report(['id'], `the id ${id} is taken already, in ${seen.get(id)}`);
    seen.set(id, file.file);
    for (const [at, citation] of entry.sources.entries()) {
      if (!sources.sourceOf(citation))
        report(['sources', at], `no source in sources.yaml begins "${citation}"`);
    }
    for (const { path, message } of contradictionsOf(entry)) report(path, message);
  }
  return problems;
}

function* contradictionsOf(entry: RequirementEntry): Generator<{ path: string[]; message: string }> {
  const { why, evidence, manual, pending, excluded, draft } = entry;
  const isFinished = pending === undefined && excluded === undefined;
  if (isFinished && why === undefined) {
    yield { path: ['why'], message: 'missing; only an entry that is pending or excluded may leave it out' };
  }
  if (isFinished && draft !== undefined) {
    yield { path: ['draft'], message: 'a finished entry has no draft; its cases say what is done' };
  }
  if (pending !== undefined && excluded !== undefined) {
    yield { path: ['excluded'], message: 'an entry is pending or excluded, not both' };
  }
  if (evidence === 'manual' && manual === undefined) {
    yield {
      path: ['manual'],
      message: 'missing; manual evidence says what to attach, who owns it and how old it may be',
    };
  }
  if (evidence !== 'manual' && manual !== undefined) {
    yield { path: ['manual'], message: `goes with evidence: manual only; found evidence: ${evidence}` };
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
