import { z } from 'zod';
import { type CaseResult, resultName } from '../../../reports/run-report.ts';
import { InvalidFile, readYaml } from '../../../requirements/yaml-file.ts';

const text = z.string().min(1);

const Entry = z.strictObject({
  case: z
    .string()
    .regex(
      /^[a-z0-9-]+(\/[a-z0-9-]+)+$/,
      'expected the id of a case, such as client-auth/a-replay-is-refused',
    )
    .describe('Id of the case that fails.'),
  variant: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected the key of a variant, in kebab case')
    .exactOptional()
    .describe('Key of the variant that fails; without it any variant of the case may.'),
  requirement: z
    .string()
    .regex(/^[A-Z]+-\d{3}$/, 'expected an id such as CA-022')
    .describe('Id of the requirement that is violated.'),
  clause: text.describe('The clause of the standard that the target deviates from.'),
  evidence: text.describe(
    'Where the deviation can be seen: a line of its source, its documentation, an issue.',
  ),
  reason: text.describe('Why it is so, and why it is accepted for now.'),
  expires: z.iso.date().exactOptional().describe('Last day on which it is accepted, such as 2027-01-31.'),
});

/** The list in a known-failures.yaml. */
export const KnownFailuresFile = z.array(Entry);

/** A failure that the operator knows of: it stays failed, but alone it does not fail the run. */
export type KnownFailureEntry = z.output<typeof Entry> & {
  /** `file:line:column`, for messages. */
  place: string;
};

/** Reads known-failures.yaml, or the file given to --baseline. @throws {InvalidFile} naming every problem */
export async function loadKnownFailures(file: string): Promise<KnownFailureEntry[]> {
  const { value, problem } = await readYaml(file, KnownFailuresFile);
  const ids = value.map((entry) => `${nameOf(entry)} ${entry.requirement}`);
  InvalidFile.throwIfAny(
    ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [problem([index, 'case'], `${id} is listed twice`)] : [],
    ),
  );
  return value.map((entry, index) => {
    const { line, column } = problem([index, 'case'], '');
    return { ...entry, place: `${file}:${line}:${column}` };
  });
}

type Result = Pick<CaseResult, 'id' | 'variant' | 'verifies' | 'outcome'>;

/** The entry that knows of this failure. */
export function matchKnown(
  entries: readonly KnownFailureEntry[],
  result: Result,
): KnownFailureEntry | undefined {
  return result.outcome === 'failed' ? entries.find((entry) => isAbout(entry, result)) : undefined;
}

/**
 * The entries to be removed or renewed, each with the reason in words. `today` is an ISO date.
 * An entry without variant is only judged where `ranWhole` says that no variant of its case was left out.
 */
export function staleEntries(
  entries: readonly KnownFailureEntry[],
  results: readonly Result[],
  today: string,
  ranWhole: (caseId: string) => boolean = () => true,
): { entry: KnownFailureEntry; detail: string }[] {
  return entries.flatMap((entry) => {
    const name = `${entry.place} ${nameOf(entry)} (${entry.requirement})`;
    if (entry.expires !== undefined && entry.expires < today) {
      return [{ entry, detail: `${name}: expired on ${entry.expires}` }];
    }
    const judged = results.filter((result) => result.outcome !== 'not-applicable' && isAbout(entry, result));
    // What was untestable, flaky or errored tells nothing of the failure.
    const isMended =
      judged.length > 0 && judged.every(({ outcome }) => outcome === 'passed' || outcome === 'warned');
    if (!isMended || (entry.variant === undefined && !ranWhole(entry.case))) return [];
    return [{ entry, detail: `${name}: no longer fails; remove the entry` }];
  });
}

function isAbout(entry: KnownFailureEntry, { id, variant, verifies }: Result): boolean {
  if (entry.case !== id || !verifies.includes(entry.requirement)) return false;
  return entry.variant === undefined || entry.variant === variant;
}

function nameOf(entry: z.output<typeof Entry>): string {
  return resultName({ id: entry.case, variant: entry.variant ?? null });
}
