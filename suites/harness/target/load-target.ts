import type { Profile } from '../../../requirements/registry.ts';
import { InvalidFile, readYaml, type YamlFile } from '../../../requirements/yaml-file.ts';
import { withoutSlash } from './addresses.ts';
import { describeTarget } from './describe-target.ts';
import type { TargetDescription } from './description.ts';
import { pathFrom, readFixtureFiles } from './fixture-files.ts';
import { moduleFile } from './module-file.ts';
import { TargetFile } from './target-file.ts';
import { faultsOf } from './target-rules.ts';
import { fillVariables, hasVariable, type Variables } from './variables.ts';

/** A target file that is right in itself, and still knows its lines. */
export type LoadedTarget = YamlFile<TargetFile>;

/** What is known only once a target runs. */
export type StartedFacts = {
  baseUrls: string[];
  issuer?: string;
  variables: Variables;
  /** Takes the place of the file's base profile. */
  profile?: Profile;
  /** Takes the place of the file's. */
  version?: string;
  restart?(instance?: number): Promise<void>;
};

/**
 * Reads a target file and every file it refers to, so that nothing is started in vain.
 * What holds a variable is checked by `resolveTarget`.
 * @throws {InvalidFile} naming every problem
 */
export async function loadTargetFile(file: string): Promise<LoadedTarget> {
  const loaded = await readWhole(file);
  const { problems } = await readFixtureFiles(loaded);
  const { launch } = loaded.value;
  if (launch && !moduleFile(file, launch.module)) {
    problems.push(loaded.problem(['launch', 'module'], `${launch.module} does not exist`));
  }
  InvalidFile.throwIfAny([...faultsOf(loaded), ...problems]);
  return loaded;
}

const least = 'name, baseUrls or launch, and oauth';

/** The file with what it takes over from the one that it extends. A problem is named where its key stands. */
async function readWhole(file: string): Promise<LoadedTarget> {
  const own = await readYaml(file, TargetFile, least);
  if (own.value.extends === undefined) return own;
  const base = await readYaml(pathFrom(file, own.value.extends), TargetFile, least);
  if (base.value.extends !== undefined)
    throw base.problem(['extends'], `${file} extends this file, which then extends none`);
  return {
    file,
    value: { ...base.value, ...own.value },
    problem(path, message) {
      const [key = ''] = path;
      return key in base.value && !(key in own.value)
        ? base.problem(path, message)
        : own.problem(path, message);
    },
  };
}

/**
 * Fills in the variables and reads secrets and keys. Without `started` the target runs where the file says.
 * @throws {InvalidFile} naming every problem
 */
export async function resolveTarget(
  loaded: LoadedTarget,
  started?: StartedFacts,
): Promise<TargetDescription> {
  const filled = withVariables(loaded, started);
  const { value, problem } = filled;
  const files = await readFixtureFiles(filled);
  InvalidFile.throwIfAny([...faultsOf(filled), ...files.problems]);

  const issuer = started?.issuer ?? value.oauth?.issuer;
  if (value.oauth && issuer === undefined) {
    throw problem(['oauth', 'issuer'], 'missing; start() gave none either');
  }
  return describeTarget(filled, files, {
    baseUrls: (started?.baseUrls ?? value.baseUrls ?? []).map(withoutSlash),
    issuer: issuer ?? '',
    version: started?.version ?? value.version ?? null,
    restart: restartOf(value, started),
    profile: started?.profile ?? value.profile?.extends ?? 'oauth2',
  });
}

function restartOf(
  { capabilities }: TargetFile,
  started: StartedFacts | undefined,
): TargetDescription['capabilities']['restart'] {
  if (started?.restart) return { run: started.restart };
  return capabilities?.restart ?? null;
}

function withVariables(loaded: LoadedTarget, started: StartedFacts | undefined): LoadedTarget {
  const [baseUrl] = started?.baseUrls ?? loaded.value.baseUrls ?? [];
  const issuer = started?.issuer ?? loaded.value.oauth?.issuer;
  const variables = {
    ...(baseUrl !== undefined && { baseUrl: withoutSlash(baseUrl) }),
    // One that is made of variables itself cannot be one.
    ...(issuer !== undefined && !hasVariable(issuer) && { issuer }),
    ...started?.variables,
  };
  const unknown: InvalidFile[] = [];
  const value = fillVariables(loaded.value, variables, (path, message) =>
    unknown.push(loaded.problem(path, message)),
  );
  InvalidFile.throwIfAny(unknown);
  return { ...loaded, value };
}
