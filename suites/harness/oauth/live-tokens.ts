/** Tokens of one case's clients that were shown to live, to be asked about again for as long as they surely do. */
export class LiveTokens {
  readonly #now: () => number;
  /** By token, the second up to which it is used. */
  readonly #usedUntil = new Map<string, number>();
  /** By client. */
  readonly #kept = new Map<string, string>();

  /** @param now seconds since the epoch, by the target's clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A fresh one is good for half of its life; one whose life nobody told, only for its first use. */
  issued(token: string, lifeSeconds: unknown): void {
    if (typeof lifeSeconds === 'number') this.#usedUntil.set(token, this.#now() + lifeSeconds / 2);
  }

  shown(clientId: string, token: string): void {
    this.#kept.set(clientId, token);
  }

  find(clientId: string): string | null {
    const token = this.#kept.get(clientId);
    return token !== undefined && this.#now() < (this.#usedUntil.get(token) ?? 0) ? token : null;
  }

  /** The same, for what may be its end. */
  take(clientId: string): string | null {
    const token = this.find(clientId);
    this.#kept.delete(clientId);
    return token;
  }
}
