import type { Profile, Registry } from '../../requirements/registry.ts';
import { profileIncludes } from '../../requirements/registry.ts';
import type { Capability } from './case.ts';
import type { Features } from './features.ts';
import type { SelectedVariant } from './select.ts';
import type { TargetProfile } from './target/description.ts';
import { requirementApplies } from './target/profile.ts';

export type Planned = SelectedVariant & {
  /** Null where it runs. */
  skip: { outcome: 'not-applicable' | 'untestable'; reason: string } | null;
};

export type PlanningFacts = {
  features: Features;
  capabilities: ReadonlySet<Capability>;
  profile: TargetProfile;
};

/** What runs on this target; the rest with the reason why not. */
export function plan(
  selected: readonly SelectedVariant[],
  registry: Registry,
  facts: PlanningFacts,
): Planned[] {
  return selected.map((one) => ({ ...one, skip: skipOf(one, registry, facts) }));
}

function skipOf(
  { testCase, variant }: SelectedVariant,
  registry: Registry,
  facts: PlanningFacts,
): Planned['skip'] {
  const { features, capabilities, profile } = facts;
  for (const { id } of testCase.verifies) {
    const wanted = registry.find(id)?.profiles;
    if (wanted && !requirementApplies(profile, id, wanted)) return outsideProfile(wanted, profile);
  }
  if (variant.profiles && !variant.profiles.some((wanted) => profileIncludes(profile.base, wanted))) {
    return outsideProfile(variant.profiles, profile);
  }
  const undeclared = variant.features.filter((feature) => !features.declared.has(feature));
  // What the target has not can't be tested by anything that its file leaves out.
  const absent = undeclared.find((feature) => !features.advertised.has(feature));
  if (absent !== undefined)
    return {
      outcome: 'not-applicable',
      reason: `the target does not declare ${absent} (it declares ${listOf(features)})`,
    };
  const [unusable] = undeclared;
  if (unusable !== undefined)
    return {
      outcome: 'untestable',
      reason: `the target offers ${unusable}, but ${features.advertised.get(unusable)}`,
    };
  const missing = variant.needs.filter((need) => !capabilities.has(need));
  if (missing.includes('instances'))
    return { outcome: 'not-applicable', reason: 'the target has one instance, so there are no others' };
  if (missing.length > 0)
    return {
      outcome: 'untestable',
      reason: `the target file gives no capability ${missing.map(inWords).join(', ')}`,
    };
  return null;
}

function outsideProfile(wanted: readonly Profile[], { base }: TargetProfile): Planned['skip'] {
  return {
    outcome: 'not-applicable',
    reason: `applies under ${wanted.join(', ')}; the target's profile is ${base}`,
  };
}

/** Every target has a clock, so that it is missing wants a word. */
function inWords(capability: Capability): string {
  return capability === 'clock' ? 'clock that moves (it is real, and waitSeconds is 0)' : capability;
}

const listOf = ({ declared }: Features) => [...declared].sort().join(', ') || 'nothing';
