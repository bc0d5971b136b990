type Payload = Record<string, unknown>;

/**
 * Where oidc-provider keeps what it must remember, one of these for each of its models. Its own in-memory store is
 * meant for a first try and forgets after a thousand entries, which would look like replay detection that fails.
 * Nothing is removed for its age: a launch is short, and oidc-provider looks at `exp` itself.
 */
export class Store {
  readonly #payloads = new Map<string, Payload>();

  async upsert(id: string, payload: Payload): Promise<void> {
    this.#payloads.set(id, payload);
  }

  async find(id: string): Promise<Payload | undefined> {
    return this.#payloads.get(id);
  }

  async findByUid(uid: string): Promise<Payload | undefined> {
    return [...this.#payloads.values()].find((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<Payload | undefined> {
    return [...this.#payloads.values()].find((payload) => payload.userCode === userCode);
  }

  /** `at` is for a store that runs elsewhere, and does not know the time of its users. */
  async consume(id: string, at = Math.floor(Date.now() / 1000)): Promise<void> {
    const payload = this.#payloads.get(id);
    if (payload) payload.consumed = at;
  }

  async destroy(id: string): Promise<void> {
    this.#payloads.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#payloads) if (payload.grantId === grantId) this.#payloads.delete(id);
  }
}
