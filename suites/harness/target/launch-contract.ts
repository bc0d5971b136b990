import type { Profile } from '../../../requirements/registry.ts';

/** What the `start` of a target's start.ts is given. */
export type StartOptions = {
  /** Free ports, more than enough; the first are for the instances. */
  ports: number[];
  instances: number;
  /** An empty folder of this launch: keys, secrets, databases, logs. */
  runDir: string;
  profile: Profile;
  /** Where libfaketime reads its offset, for targets whose clock is moved that way. */
  clockFile: string;
  signal: AbortSignal;
};

/** What it answers. Disposing ends every process it started, by its id. */
export type StartedTarget = {
  baseUrls: string[];
  issuer?: string;
  /** Fill `{{name}}` in the target file. */
  variables: Record<string, string>;
  /** What runs, as reports show it beside the name; takes the place of the file's version. */
  version?: string;
  /** Stops one instance as its operator would, or all before any is started again; at the same address and on the same state. */
  restart?(instance?: number): Promise<void>;
} & AsyncDisposable;

export type StartTarget = (options: StartOptions) => Promise<StartedTarget>;
