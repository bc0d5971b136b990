import { randomBytes } from 'node:crypto';
import type { Profile } from '../../../requirements/registry.ts';
import type { TimeLimits } from '../http/send.ts';
import { Session } from '../session.ts';
import { findTarget } from '../target/find-target.ts';
import { launchTarget } from '../target/launch.ts';
import { type LoadedTarget, loadTargetFile, resolveTarget } from '../target/load-target.ts';
import { targetsFolder } from './composition.ts';

export type OpenOptions = {
  signal: AbortSignal;
  seed?: string;
  profile?: Profile;
  allowRemote?: boolean;
  limits?: Partial<TimeLimits>;
};

/** Eight hex digits that make a run's random choices repeatable. */
export const newSeed = () => randomBytes(4).toString('hex');

export async function loadTarget(nameOrFile: string): Promise<LoadedTarget> {
  return loadTargetFile(await findTarget(nameOrFile, targetsFolder));
}

/** Launches the target where its file says how, and reaches it. Disposing ends both. */
export async function openTarget(
  loaded: LoadedTarget,
  options: OpenOptions,
): Promise<{ session: Session } & AsyncDisposable> {
  const { signal, seed = newSeed(), profile, allowRemote = false, limits = {} } = options;
  await using stack = new AsyncDisposableStack();
  const launched = stack.use(await launchTarget(loaded, { signal, ...(profile ? { profile } : {}) }));
  const started = loaded.value.launch ? launched : undefined;
  const target = await resolveTarget(loaded, started);
  if (profile) target.profile.base = profile;
  const session = stack.use(await Session.open(target, { seed, signal, allowRemote, limits }));
  const opened = stack.move();
  return { session, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
