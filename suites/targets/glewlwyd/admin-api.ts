/** Glewlwyd's own API, as a user who has signed in. */
export class AdminApi {
  readonly #url: string;
  readonly #cookie: string;

  /** @param url where the paths begin */
  static async signIn(url: string, username: string, password: string): Promise<AdminApi> {
    const answer = await new AdminApi(url, '').send('POST', '/auth', { username, password });
    return new AdminApi(url, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  }

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** @throws where it is refused */
  async send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  }

  /** Where a page sends the user on to. */
  async locationOf(url: string): Promise<string> {
    const answer = await fetch(url, { headers: { cookie: this.#cookie }, redirect: 'manual' });
    return answer.headers.get('location') ?? `answer ${answer.status}`;
  }
}
