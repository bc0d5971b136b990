/** What k6 is told by the runner, in a file that its owner alone may read: it holds secrets and private keys. */
export type LoadPlan = {
  /** Where the summary goes. */
  summaryFile: string;
  connections: number;
  secondsPerMethod: number;
  /** In all; null where nothing holds it back. */
  requestsPerSecond: number | null;
  /** Requests of clients that do everything right, by variant. */
  throughput: Record<string, PlannedRequest>;
  storm: { request: PlannedRequest; assertions: number; copies: number } | null;
};

/** A token request; where it is signed, its `client_assertion` is made anew each time. */
export type PlannedRequest = {
  /** The same endpoint at each instance. */
  urls: string[];
  headers: Record<string, string>;
  form: [name: string, value: string][];
  sign: Signing | null;
};

export type Signing = {
  alg: string;
  /** A private JWK, or the base64 of a secret's bytes. */
  key: Record<string, string> | string;
  header: Record<string, unknown>;
  /** All but jti, iat and exp. */
  claims: Record<string, unknown>;
  lifetimeSeconds: number;
  /** How far the target's clock is ahead of ours. */
  clockOffsetSeconds: number;
};
