import { type SelfTest, tryClock, tryFixtures } from '../../self-test.ts';
import type { Composition } from '../composition.ts';
import { exit } from '../exit-codes.ts';
import { loadTarget, openTarget } from '../open-target.ts';

type DoctorFlags = { target: string; steer: boolean; allowRemote: boolean; json: boolean };

/** `authproof doctor`: what a run would rest on, tried one by one. Exit 3 where something does not work. */
export async function doctor(flags: DoctorFlags, { io, signal }: Composition): Promise<number> {
  const loaded = await loadTarget(flags.target);
  await using opened = await openTarget(loaded, { signal, allowRemote: flags.allowRemote });
  const { session } = opened;
  const { target, facts, features } = session;
  const tests: SelfTest[] = [
    { name: 'target file', passed: true, detail: loaded.file },
    { name: 'reachable', passed: true, detail: target.baseUrls.join(', ') },
    ...metadataTests(session),
    ...(await tryFixtures(session)),
    ...(flags.steer ? [await tryClock(session)] : []),
  ];
  const advice = [
    ...target.warnings,
    ...(features.advertised.size > 0
      ? [`advertised, but no fixture can use it: ${[...features.advertised].join(', ')}`]
      : []),
    ...(loaded.value.profile === undefined && facts?.discovery === 'openid'
      ? ['OpenID discovery answers: add "profile: { extends: oidc }" if the server promises OpenID Connect']
      : []),
    ...(!flags.steer && session.clock.steerable ? ['the clock was not tried; add --steer'] : []),
  ];
  if (flags.json)
    io.out(
      `${JSON.stringify({ target: target.name, features: [...features.declared].sort(), tests, advice }, null, 2)}\n`,
    );
  else {
    for (const { name, passed, detail } of tests) io.out(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${detail}\n`);
    io.out(`features: ${[...features.declared].sort().join(', ')}\n`);
    for (const line of advice) io.out(`note: ${line}\n`);
  }
  return tests.every(({ passed }) => passed) ? exit.ok : exit.environment;
}

function metadataTests({
  facts,
}: {
  facts: { metadata: object | null; issuer: string; endpoints: object } | null;
}): SelfTest[] {
  if (!facts) return [];
  const { metadata, issuer, endpoints } = facts;
  const named = metadata && 'issuer' in metadata ? metadata.issuer : undefined;
  const passed = metadata === null || named === issuer;
  const detail =
    metadata === null
      ? 'none; the target file names the endpoints'
      : `issuer ${passed ? issuer : `${named}, but the target file says ${issuer}`}`;
  return [
    { name: 'metadata', passed, detail },
    { name: 'endpoints', passed: true, detail: Object.keys(endpoints).join(', ') },
  ];
}
