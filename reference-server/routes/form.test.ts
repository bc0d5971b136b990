import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { basic, startTryOut } from '../try-out.ts';

const server = await startTryOut();
afterAll(() => server[Symbol.asyncDispose]());
const header = basic('basic', server.secrets.basic ?? '');
type Answer = { status: number | undefined; body: string };

async function post(endpoint: string, form: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await server.post(endpoint, form, { ...header, ...headers });
  return { status: answer.status, body: await answer.text() };
}

/** By node:http, for fetch joins them. */
async function postWithHeaderTwice(endpoint: string): Promise<Answer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = request(`${server.url}/oauth/${endpoint}`, { method: 'POST', headers });
  sent.setHeader('authorization', [header.authorization, header.authorization]);
  sent.end('token=x');
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, body: await text(answer) };
}

test.for(['token', 'introspect', 'revoke', 'par'])(
  'at %s, what cannot be read for certain is invalid, and audited once as refused',
  async (endpoint) => {
    const before = (await server.audited()).length;
    const answers = [
      await post(endpoint, 'x=1&x=1'),
      await postWithHeaderTwice(endpoint),
      await post(endpoint, '{}', { 'content-type': 'application/json' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 415]);
    for (const { body } of answers) expect(JSON.parse(body)).toMatchObject({ error: 'invalid_request' });
    const events = (await server.audited()).slice(before);
    const refused = { methods: [], outcome: 'refused', reason: 'invalid_request' };
    expect(events).toEqual(answers.map(() => refused));
  },
);
