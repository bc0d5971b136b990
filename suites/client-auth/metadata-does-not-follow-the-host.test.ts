import { expect, test } from 'vitest';
import { openCase } from '../harness/testing/open-case.ts';
import { targetAt } from '../harness/testing/test-target.ts';
import { startTinyIdp } from '../harness/testing/tiny-idp.ts';
import metadataCase from './metadata-does-not-follow-the-host.case.ts';

type Metadata = Record<string, string>;

/** The case against a server whose next answers are these metadata. */
async function judge(...answers: ((url: string) => Metadata)[]): Promise<void> {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url]));
  const bodies = answers.map((metadata) => ({ body: metadata(idp.url) }));
  idp.answerNext('/.well-known/oauth-authorization-server', ...bodies);
  await metadataCase.variants.find(({ key }) => key === 'host')?.run(open.context);
}

const own = (url: string): Metadata => ({ issuer: url, token_endpoint: `${url}/token` });
const inAnotherOrder = (url: string): Metadata => ({ token_endpoint: `${url}/token`, issuer: url });
const elsewhere = (url: string): Metadata => ({ issuer: url, token_endpoint: 'http://other-as.example/' });

test('the same addresses in another order follow no host', async () => {
  await expect(judge(own, inAnotherOrder)).resolves.toBeUndefined();
});

test('an endpoint at another host is a finding', async () => {
  await expect(judge(own, elsewhere)).rejects.toThrow(
    'the addresses follow the request: token_endpoint is http://other-as.example/',
  );
});
