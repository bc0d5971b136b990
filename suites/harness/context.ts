import type { Admin } from './admin.ts';
import type { Audit } from './audit.ts';
import type { TargetClock } from './clock.ts';
import type { Grants } from './oauth/grants.ts';
import type { OAuth } from './oauth/oauth.ts';
import type { PreparedCall, RaceOutcome } from './oauth/race-outcome.ts';
import type { Random } from './random.ts';
import type { Sink } from './sink.ts';
import type { TargetProfile } from './target/description.ts';
import type { ProfileBounds } from './target/profile.ts';

/** All that a case is given. */
export type CaseContext = {
  oauth: OAuth;
  grants: Grants;
  clock: TargetClock;
  admin: Admin;
  /** What a case offers there, the target may fetch; that it can is shown by a client whose keys are there. */
  sink: Pick<Sink, 'offer' | 'offerOrigin' | 'offerOverTls'>;
  audit: Audit;
  /** Ends one instance, or all, and starts it again on the same state. A case that does so runs alone. */
  restart(instance?: number): Promise<void>;
  random: Random;
  /** What the target claims, and what its base profile bounds. */
  profile: TargetProfile & { bounds: ProfileBounds };
  /** That the target is sent at most; null for one on this machine, which may be sent thousands. */
  requestsPerSecond: number | null;
  /** Says in the report what a result rests on, where the exchanges don't show it. */
  note(text: string): void;
  /** Prepares `n` requests and releases their last bytes together, over all instances unless told otherwise. */
  race(
    n: number,
    request: (index: number) => Promise<PreparedCall>,
    instances?: 'all' | 'one',
  ): Promise<RaceOutcome>;
  signal: AbortSignal;
};
