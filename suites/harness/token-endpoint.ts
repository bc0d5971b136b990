import { NoAnswer } from './http/send.ts';
import { toRequest } from './oauth/call.ts';
import type { Client, ClientTraits } from './oauth/client.ts';
import { addressOf } from './oauth/discovery.ts';
import type { OAuth } from './oauth/oauth.ts';
import { header, jsonOf, kindOf, type Reply } from './oauth/reply.ts';
import { NotApplicable, Untestable } from './outcomes.ts';
import type { SelfTest } from './self-test.ts';
import type { Session } from './session.ts';

type Said = Pick<Reply, 'kind' | 'status' | 'headers' | 'body' | 'who'>;

/** What came of one request, in a line; and whether it came from a token endpoint. */
type Attempt = { isOne: boolean; line: string };

/** Whether the token endpoint answers as one does to anybody. Whom it accepts is for the cases to say. */
export async function tryTokenEndpoint(session: Session): Promise<SelfTest> {
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  const url = addressIn(session, oauth);
  const asked: Client[] = [];
  const askAs = (traits: ClientTraits) => async () => {
    const client = await oauth.client(traits);
    asked.push(client);
    return oauth.sendOnce('token', client);
  };

  const tried = [await attempt(url, askAs({}))];
  if (!tried.some(isOne)) {
    // It may be at fault with this client or this method alone. At once, for each of them may hang.
    const [first] = asked;
    const other = first && otherThan(first, oauth);
    const others = [...(other ? [askAs(other)] : []), () => askAsNobody(session, url)];
    tried.push(...(await Promise.all(others.map((ask) => attempt(url, ask)))));
  }
  const one = tried.find(isOne);
  const lines = tried.map(({ line }) => `\n  ${line}`).join('');
  const detail = one ? one.line : `nothing answers as one. Tried:${lines}`;
  return { name: 'token endpoint', passed: one !== undefined, detail: session.secrets.redact(detail) };
}

/** Where somebody without a credential is sent, which no case can take for a refusal as long as nothing declares it. */
export async function undeclaredRedirect(session: Session): Promise<string | null> {
  await using open = session.openCase('self-test', session.signal);
  const said = await askAsNobody(session, addressIn(session, open.context.oauth));
  return said.kind === 'other' && isRedirect(said.status) ? session.secrets.redact(describe(said)) : null;
}

function addressIn({ target }: Session, oauth: OAuth): string {
  return addressOf(oauth.url('token'), oauth.issuer, target.baseUrls[0] ?? '');
}

const isOne = (attempt: Attempt) => attempt.isOne;

/** Traits of a fixture that authenticates by another method or, where there is none, of another fixture. */
function otherThan(client: Client, oauth: OAuth): ClientTraits | undefined {
  return [{ notBy: client.method }, { besides: client }].find((traits) => oauth.hasFixture(traits));
}

async function askAsNobody(session: Session, url: string): Promise<Said> {
  const { grant = {}, refused = [] } = session.target.oauth ?? {};
  const answer = await session.send(toRequest(url, grant, { form: {} }, {}));
  return { ...answer, kind: kindOf('token', answer, { refused, oversized: false }), who: 'nobody' };
}

/** @throws whatever says nothing of the target, such as that the run was cancelled */
async function attempt(url: string, ask: () => Promise<Said>): Promise<Attempt> {
  try {
    const said = await ask();
    return { isOne: isOfATokenEndpoint(said), line: `POST ${url} as ${said.who} → ${describe(said)}` };
  } catch (error) {
    const isTelling =
      error instanceof NoAnswer || error instanceof Untestable || error instanceof NotApplicable;
    if (!isTelling) throw error;
    return { isOne: false, line: error.message };
  }
}

/**
 * False for what could only be `other` in every case: a page, a way to somewhere else, nothing there. A refusal of
 * whatever form is an answer, and so is a fault that is no page; how they should look, cases judge.
 */
function isOfATokenEndpoint({ kind, status, headers, body }: Said): boolean {
  if (kind === 'accepted' || kind === 'refused') return true;
  if (isRedirect(status) || status === 404 || status === 405) return false;
  const isPage =
    /html/i.test(header({ headers }, 'content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body);
  return !isPage || jsonOf({ status, headers, body }) !== null;
}

function describe({ status, headers, body }: Said): string {
  const location = isRedirect(status) ? header({ headers }, 'location') : null;
  // A query may hold anything.
  if (location !== null)
    return `${status} to ${location.replace(/[?#].*/s, '')}, which oauth.refused does not declare`;
  const error = jsonOf({ status, headers, body })?.error;
  if (typeof error === 'string') return `${status} ${error}`;
  return `${status} ${header({ headers }, 'content-type') ?? 'without a type'}`;
}

const isRedirect = (status: number) => status >= 300 && status < 400;
