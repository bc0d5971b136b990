import { expect, test } from 'vitest';
import { Untestable } from '../outcomes.ts';
import { openCase } from '../testing/open-case.ts';
import { targetAt } from '../testing/test-target.ts';
import { startTinyIdp } from '../testing/tiny-idp.ts';
import { requestForK6 } from './request-for-k6.ts';

test('a request that is sent over and over is one that the target accepted, and redeems no code', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url]));
  const wanted = { method: 'client_secret_basic' } as const;
  expect(await requestForK6(open.session, open, wanted)).toMatchObject({
    urls: [`${idp.url}/token`],
    form: [
      ['grant_type', 'client_credentials'],
      ['scope', 'api'],
    ],
    sign: null,
  });
  await using byCode = await openCase(
    targetAt([idp.url], { oauth: { grant: { grant_type: 'authorization_code' } } }),
  );
  await expect(requestForK6(byCode.session, byCode, wanted)).rejects.toThrow(
    new Untestable('the grant is a code, which serves but once, and k6 sends one request over and over'),
  );
});
