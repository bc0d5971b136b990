import { expect, test } from 'vitest';
import { openCase } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

test('what a case leaves disabled is enabled after it', async () => {
  await using idp = await startTinyIdp();
  await using control = await startTestServer(() => ({ status: 204, body: '' }));
  const admin = { url: control.url, token: 'the control token' };
  {
    await using open = await openCase(targetAt([idp.url], { capabilities: { admin } }));
    const client = await open.context.oauth.client();
    await open.context.admin.disable(client);
    await open.context.admin.enable(client);
    await open.context.admin.disable(client);
  }
  const asked = control.arrived.map(({ method, path }) => `${method} ${path}`);
  const [off, on] = ['POST /clients/svc-basic/disable', 'POST /clients/svc-basic/enable'];
  expect(asked).toEqual([off, on, off, on]);
  for (const { header } of control.arrived) expect(header('authorization')).toBe('Bearer the control token');
});

test('nothing is asked of a target that nobody steers', async () => {
  await using idp = await startTinyIdp();
  await using open = await openCase(targetAt([idp.url]));
  const client = await open.context.oauth.client();
  await expect(open.context.admin.disable(client)).rejects.toThrow(
    'the target file gives no capability admin',
  );
});
