import type { Profile } from '../../requirements/registry.ts';
import type { CaseContext } from './context.ts';

/** What the harness can observe or steer of a target beside its endpoints. */
export type Capability =
  | 'clock'
  | 'restart'
  | 'inbox'
  | 'audit'
  | 'logs'
  | 'telemetry'
  | 'instances'
  | 'storage'
  | 'faults'
  | 'load'
  | 'source-address'
  | 'admin'
  | 'policy'
  | 'tls'
  | 'process';

/** One row of a case's table; what it demands comes on top of what the case demands. */
export type Variant = {
  features?: readonly string[];
  needs?: readonly Capability[];
  profiles?: readonly Profile[];
};

/** A row with the table's own columns beside the ones the engine reads. */
type Row = Variant & { readonly [column: string]: unknown };

export type CaseDefinition<V extends Row = Row> = {
  /** What the target does, as a plain sentence. */
  title: string;
  /** Requirement ids; `CA-022` means revision 1, `CA-022@2` revision 2. */
  verifies: readonly string[];
  features?: readonly string[];
  needs?: readonly Capability[];
  /** Why nothing else may run meanwhile. */
  exclusive?: string;
  /** Rows by kebab-case key. */
  variants?: Readonly<Record<string, V>>;
  run(context: CaseContext, variant: V): Promise<void>;
};

/** A case as the engine sees it: its variants spread out, a single unnamed one where it has no table. */
export type TestCase = {
  title: string;
  verifies: readonly { id: string; revision: number }[];
  exclusive: string | null;
  variants: readonly PlannableVariant[];
};

export type PlannableVariant = {
  key: string | null;
  features: readonly string[];
  needs: readonly Capability[];
  profiles: readonly Profile[] | null;
  run(context: CaseContext): Promise<void>;
};

/** One black-box check of one behaviour. @throws TypeError where the definition contradicts itself */
export function testCase<V extends Row>(definition: CaseDefinition<V>): TestCase {
  const { title, verifies, exclusive = null, variants, run } = definition;
  if (verifies.length === 0) throw new TypeError(`"${title}" verifies nothing`);
  const rows: [string | null, V][] = variants ? Object.entries(variants) : [[null, {} as V]];
  if (rows.length === 0) throw new TypeError(`"${title}" has an empty table of variants`);
  return {
    title,
    verifies: verifies.map(toVerified),
    exclusive,
    variants: rows.map(([key, variant]) => {
      if (key !== null && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) {
        throw new TypeError(`"${title}": variant key "${key}" is not kebab-case`);
      }
      return {
        key,
        features: [...(definition.features ?? []), ...(variant.features ?? [])],
        needs: [...(definition.needs ?? []), ...(variant.needs ?? [])],
        profiles: variant.profiles ?? null,
        run: (context) => run(context, variant),
      };
    }),
  };
}

function toVerified(text: string): { id: string; revision: number } {
  const match = /^([A-Z]+-\d{3})(?:@([1-9]\d*))?$/.exec(text);
  if (!match?.[1])
    throw new TypeError(`"${text}" names no requirement; write CA-022, or CA-022@2 for its revision 2`);
  return { id: match[1], revision: Number(match[2] ?? 1) };
}

/** The table of every row of `a` with every row of `b`, keyed `a-b`. @throws TypeError where a row would be lost */
export function cross<A extends Row, B extends Row>(
  a: Readonly<Record<string, A>>,
  b: Readonly<Record<string, B>>,
): Record<string, A & B> {
  const rows: Record<string, A & B> = {};
  for (const [keyA, rowA] of Object.entries(a)) {
    for (const [keyB, rowB] of Object.entries(b)) {
      const key = `${keyA}-${keyB}`;
      if (Object.hasOwn(rows, key)) throw new TypeError(`two rows would be keyed "${key}"`);
      if (rowA.profiles && rowB.profiles) throw new TypeError(`both rows of "${key}" name profiles`);
      rows[key] = {
        ...rowA,
        ...rowB,
        features: [...(rowA.features ?? []), ...(rowB.features ?? [])],
        needs: [...(rowA.needs ?? []), ...(rowB.needs ?? [])],
      };
    }
  }
  return rows;
}
