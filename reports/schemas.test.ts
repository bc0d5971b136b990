import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { openSchema } from '../requirements/testing/json-schema.ts';
import { toRunReport } from './assess.ts';
import { Evidence } from './evidence.ts';
import { KillMatrix } from './kill-matrix.ts';
import { ResultsLine, RunReport } from './run-report.ts';
import { publishedSchemas } from './schemas.ts';
import { arbitraryEvidence, arbitraryKillMatrix } from './testing/arbitrary-documents.ts';
import { arbitraryRun } from './testing/arbitrary-run.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test.each(Object.entries(publishedSchemas))('%s is what `node reports/schemas.ts` writes', (name, text) => {
  expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(text);
});

test('a schema that is published lets members pass that are added later', () => {
  for (const text of Object.values(publishedSchemas))
    expect(text).not.toContain('"additionalProperties": false');
});

const arbitraryLines = arbitraryRun.map(({ header, results, footer }) => [
  header,
  ...results.map((result) => ({ type: 'result', ...result })),
  ...(footer === null ? [] : [footer]),
]);
const formats: { name: string; schema: z.ZodType; document: fc.Arbitrary<object> }[] = [
  { name: 'report.schema.json', schema: RunReport, document: arbitraryRun.map((run) => toRunReport(run)) },
  {
    name: 'results.schema.json',
    schema: ResultsLine,
    document: arbitraryLines.chain((lines) => fc.constantFrom(...lines)),
  },
  { name: 'kill-matrix.schema.json', schema: KillMatrix, document: arbitraryKillMatrix },
  { name: 'evidence.schema.json', schema: Evidence, document: arbitraryEvidence },
];

test('every published schema is tried', () => {
  expect(formats.map(({ name }) => name)).toEqual(Object.keys(publishedSchemas));
});

test.for(formats)('$name takes every document that we write', ({ name, document }) => {
  const breaches = openSchema(new URL(name, import.meta.url));
  fc.assert(
    fc.property(document, (written) => {
      expect(breaches(JSON.parse(JSON.stringify(written)))).toEqual([]);
    }),
  );
});

test.for(formats)('$name takes a document with one value less or another exactly where we do', (format) => {
  const breaches = openSchema(new URL(format.name, import.meta.url));
  const outcomes = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(format.document, fc.nat(), fc.option(fc.jsonValue()), (written, index, value) => {
      const spoiled = spoil(JSON.parse(JSON.stringify(written)), index, value);
      const isTaken = format.schema.safeParse(spoiled).success;
      expect(breaches(spoiled).length === 0).toBe(isTaken);
      outcomes[isTaken ? 'taken' : 'refused']++;
    }),
  );
  expect(outcomes.refused).toBeGreaterThan(0);
});

/** The document with one of its values, chosen by the index, taken out or replaced. */
function spoil(document: object, index: number, value: unknown): object {
  const places = placesIn(document);
  const [holder, key] = places[index % places.length] ?? [];
  if (holder === undefined || key === undefined) return document;
  if (value === null && !Array.isArray(holder)) delete holder[key];
  else holder[key] = value;
  return document;
}

type Holder = Record<string, unknown>;

function placesIn(document: object): [Holder, string][] {
  return Object.entries(document).flatMap(([key, value]): [Holder, string][] => [
    [document as Holder, key],
    ...(value !== null && typeof value === 'object' ? placesIn(value) : []),
  ]);
}
