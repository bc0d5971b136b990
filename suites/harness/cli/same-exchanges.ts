import type { Evidence, Exchange } from '../../../reports/evidence.ts';
import { type CaseResult, resultName } from '../../../reports/run-report.ts';

export type Recorded = { result: CaseResult; evidence: Evidence | null };

/**
 * Names of results that sent the same although they belong to different cases about one requirement: probably one of
 * them was copied and its difference forgotten. Signatures are masked in evidence, so what differs in them only counts
 * as the same; variants of one case are therefore not compared.
 */
export function sentTheSame(recorded: readonly Recorded[]): string[][] {
  const sendings = recorded.flatMap(({ result, evidence }) => {
    const sent = evidence && sentBy(evidence);
    return sent ? result.verifies.map((requirement) => ({ result, key: `${requirement} ${sent}` })) : [];
  });
  const alike = [...Map.groupBy(sendings, ({ key }) => key).values()]
    .filter((group) => new Set(group.map(({ result }) => result.id)).size > 1)
    .map((group) => group.map(({ result }) => resultName(result)));
  // Those that share two requirements are told once.
  return [...new Map(alike.map((names) => [names.join(), names])).values()];
}

/** All requests of a result in order, in a form in which what is fresh in each run looks the same. */
function sentBy({ exchanges }: Evidence): string {
  const numbers = new Map<string, number>();
  /** Equality stays visible: a replay is not two first uses. */
  const numbered = (value: string) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
  return JSON.stringify(
    exchanges.map((exchange) => {
      const { method, url, headers } = exchange.request;
      const { pathname, search } = new URL(url);
      const kept = headers.filter(([name]) => !/^(host|content-length)$/i.test(name));
      return [exchange.role, method, pathname + search, kept, ...bodyOf(exchange, numbered)];
    }),
  );
}

function bodyOf({ request, response, assertions }: Exchange, numbered: (value: string) => number): unknown[] {
  if (assertions.length === 0) return [request.body];
  const form = new URLSearchParams(request.body ?? '');
  const signatures = form.getAll('client_assertion').map((assertion) => {
    const signature = assertion.split('.').at(-1) ?? '';
    return signature.startsWith('‹') ? numbered(signature) : signature;
  });
  form.delete('client_assertion');
  const date = response?.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const now = Date.parse(date ?? '') / 1000;
  const claims = assertions.map(({ header, claims }) => [header, withoutFreshness(claims, now, numbered)]);
  return [[...form], signatures, claims];
}

/** Times as seconds from the moment of the request, to within what a Date header and a slow machine blur. */
function withoutFreshness(claims: unknown, now: number, numbered: (value: string) => number): unknown {
  if (claims === null || typeof claims !== 'object' || Array.isArray(claims)) return claims;
  const relative = Object.entries(claims).map(([name, value]) => {
    if (name === 'jti' && typeof value === 'string') return [name, numbered(value)];
    const isTime = ['iat', 'nbf', 'exp'].includes(name) && typeof value === 'number';
    return [name, isTime ? Math.round((value - now) / 4) : value];
  });
  return Object.fromEntries(relative);
}
