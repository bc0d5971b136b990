import { expect, test } from 'vitest';
import { loadRegistry } from './registry.ts';
import { loadSources } from './sources.ts';

const { sources, sourceOf } = await loadSources();

test.for([
  ['RFC 7523 §3 item 7', 'RFC 7523', '§3 item 7', 'https://datatracker.ietf.org/doc/html/rfc7523#section-3'],
  [
    'RFC 6749 Appendix B',
    'RFC 6749',
    'Appendix B',
    'https://datatracker.ietf.org/doc/html/rfc6749#appendix-B',
  ],
  ['RFC 9651', 'RFC 9651', '', 'https://datatracker.ietf.org/doc/html/rfc9651'],
  [
    'OIDC Core §10.1.1',
    'OIDC Core',
    '§10.1.1',
    'https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.10.1.1',
  ],
  [
    'ASVS 5.0 10.4.16',
    'ASVS 5.0',
    '10.4.16',
    'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x19-V10-OAuth-and-OIDC.md',
  ],
  ['CWE-294', 'CWE', '294', 'https://cwe.mitre.org/data/definitions/294.html'],
  ['GDPR Art. 5(1)(c)', 'GDPR', 'Art. 5(1)(c)', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj/eng#art_5'],
  [
    'WSTG-SESS-10',
    'WSTG',
    'SESS-10',
    'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/',
  ],
  [
    'seed: 001_9ea8ef3c8b3324b0.txt Acceptance Criteria 1',
    'seed',
    '001_9ea8ef3c8b3324b0.txt Acceptance Criteria 1',
    undefined,
  ],
] as const)('%s is taken apart', ([citation, id, clause, url]) => {
  expect(sourceOf(citation)).toMatchObject({ source: { id }, clause, url });
});

test('a citation of no listed source is unknown, however alike it begins', () => {
  expect(sourceOf('RFC 75230 §1')).toBeUndefined();
  expect(sourceOf('ISO 27002 5.1')).toBeUndefined();
});

test('every listed source is cited', async () => {
  const { requirements } = await loadRegistry();
  const cited = new Set(
    requirements.flatMap((entry) => entry.sources.map((each) => sourceOf(each)?.source.id)),
  );
  expect(sources.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
});

test('every link is complete: no variable is left open', async () => {
  const { requirements } = await loadRegistry();
  const urls = requirements.flatMap((entry) => entry.sources.map((each) => sourceOf(each)?.url ?? ''));
  expect(urls.filter((url) => /[{}]|\/\/$|[#=_./]$/.test(url.replace(/\/$/, '')))).toEqual([]);
});
