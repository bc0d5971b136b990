import { type ResultsHeader, resultsSchemaId } from '../../../reports/run-report.ts';
import type { Registry, Requirement } from '../../../requirements/registry.ts';
import { capabilitiesOf } from '../self-test.ts';
import type { Session } from '../session.ts';
import type { LoadedTarget } from '../target/load-target.ts';

export type Header = Omit<ResultsHeader, 'type'>;

/** The head of a results.jsonl: a run can be judged years later by what stands in it alone. */
export function toHeader(
  run: Header['run'],
  target: Header['target'],
  registry: Registry,
  planned: number,
): Header {
  const requirements = registry.requirements.map((requirement) => toSnapshot(requirement, registry));
  return { schema: resultsSchemaId, run, target, requirements, planned };
}

/** What a target that answered says of itself. */
export function targetOf(session: Session): Header['target'] {
  const { name, version, baseUrls, profile } = session.target;
  return {
    name,
    version,
    baseUrls,
    features: [...session.features.declared].sort(),
    capabilities: [...capabilitiesOf(session)],
    profile: { ...profile },
  };
}

/** All that is known of a target that never answered: its file. */
export function targetOfFile({ value }: LoadedTarget): Header['target'] {
  const { name, version = null, baseUrls = [], features = [] } = value;
  return { name, version, baseUrls, features, capabilities: [], profile: {} };
}

function toSnapshot(requirement: Requirement, { sources }: Registry): Header['requirements'][number] {
  const {
    id,
    revision,
    level,
    area,
    title,
    why = null,
    evidence,
    pending = null,
    excluded = null,
  } = requirement;
  const cited = requirement.sources.map((citation) => ({
    citation,
    url: sources.sourceOf(citation)?.url ?? null,
  }));
  return { id, revision, level, area, title, why, sources: cited, evidence, pending, excluded };
}
