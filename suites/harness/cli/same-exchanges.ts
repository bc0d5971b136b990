import type { Evidence } from '../../../reports/evidence.ts';
import { type CaseResult, resultName } from '../../../reports/run-report.ts';
import type { IsRightlySigned } from './right-signature.ts';

export type Recorded = { result: CaseResult; evidence: Evidence | null };

/**
 * Names of results about one requirement that sent the same: probably one was copied and its difference forgotten.
 * What a wrong signature has wrong is not on record, so those who sent one are never told to have sent the same.
 */
export function sentTheSame(recorded: readonly Recorded[], isRightlySigned: IsRightlySigned): string[][] {
  // Signatures are dear to check, so it is done only of those that are alike in all else.
  const candidates = new Set(groupAlike(recorded, () => true).flat());
  const alike = groupAlike([...candidates], isRightlySigned).map((group) =>
    group.map(({ result }) => resultName(result)),
  );
  // Those that share two requirements are told once.
  return [...new Map(alike.map((names) => [names.join(), names])).values()];
}

function groupAlike(recorded: readonly Recorded[], isRightlySigned: IsRightlySigned): Recorded[][] {
  const keyed = recorded.flatMap((one) => {
    const sent = one.evidence && sentBy(one.evidence, isRightlySigned);
    return sent ? one.result.verifies.map((requirement) => ({ one, key: `${requirement} ${sent}` })) : [];
  });
  return [...Map.groupBy(keyed, ({ key }) => key).values()]
    .filter(({ length }) => length > 1)
    .map((group) => group.map(({ one }) => one));
}

/** All requests of a result in order, in a form in which what is fresh in each run looks the same. */
function sentBy({ exchanges }: Evidence, isRightlySigned: IsRightlySigned): string {
  const identifiers: string[] = [];
  /** By first appearance, so that a replay is not two first uses. */
  const numberOf = (jti: string) => {
    if (!identifiers.includes(jti)) identifiers.push(jti);
    return identifiers.indexOf(jti);
  };
  return JSON.stringify(
    exchanges.map(({ role, request, response, assertions }) => {
      const headers = request.headers.filter(([name]) => !/^(host|content-length)$/i.test(name));
      const form = new URLSearchParams(request.body ?? '');
      const sent = form.getAll('client_assertion');
      // What is written in an odd way, or can't be decoded at all, stands for itself.
      const isPlain = sent.every((assertion) => /^[\w-]+\.[\w-]+\.[^.]*$/.test(assertion));
      const isDecoded = isPlain && assertions.length > 0 && sent.length === assertions.length;
      if (isDecoded) form.delete('client_assertion');
      const date = response?.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
      const decoded = assertions.map((assertion, index) => [
        isRightlySigned(sent[index] ?? '', assertion) ? 'rightly signed' : sent[index],
        assertion.header,
        withoutFreshness(assertion.claims, Date.parse(date ?? '') / 1000, numberOf),
      ]);
      const body = isDecoded ? [[...form], decoded] : [request.body];
      // Another instance of the target is another address.
      return [role, request.method, request.url, headers, ...body];
    }),
  );
}

/** What is further away is a value of its own. */
const aDay = 86_400;

/** Times as seconds from the moment of the request, to within what a Date header and a slow machine blur. */
function withoutFreshness(claims: unknown, now: number, numberOf: (jti: string) => number): unknown {
  if (claims === null || typeof claims !== 'object' || Array.isArray(claims)) return claims;
  const relative = Object.entries(claims).map(([name, value]) => {
    if (name === 'jti' && typeof value === 'string') return [name, [numberOf(value), value.length]];
    const isTime =
      ['iat', 'nbf', 'exp'].includes(name) && typeof value === 'number' && Number.isInteger(value);
    const seconds = isTime ? value - now : Number.NaN;
    return [name, Math.abs(seconds) < aDay ? { aboutNow: Math.round(seconds / 4) } : value];
  });
  return Object.fromEntries(relative);
}
