import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { clockControl, clockOfThisProcess } from './clock-control.ts';
import { codeControl } from './code-control.ts';
import { configuration } from './configuration.ts';
import { sharedStore } from './shared-store.ts';
import { Store } from './store.ts';

// The process of its own in which oidc-provider runs: node server.ts RUN_DIR ISSUER PORT CONTROL_PORT [STORE_SOCKET]
const [runDir = '', issuer = '', port = '', controlPort = '', storeSocket] = process.argv.slice(2);
// Whoever started it has gone without ending it.
process.on('disconnect', () => process.exit());

const read = (path: string) => readFile(join(runDir, path), 'utf8');

const registered: { client_id: string; client_secret_file?: string }[] = JSON.parse(
  await read('clients.json'),
);
const clients = await Promise.all(
  registered.map(async ({ client_secret_file: file, ...metadata }) => ({
    ...metadata,
    ...(file ? { client_secret: await read(file) } : {}),
  })),
);
const provider = new Provider(
  issuer,
  configuration({
    adapter: storeSocket ? sharedStore(storeSocket) : () => new Store(),
    clients,
    signingKey: JSON.parse(await read('secrets/signing-key.jwk.json')),
    initialAccessToken: await read('secrets/initial-access-token'),
    cookieKey: await read('secrets/cookie-key'),
  }),
);
// A client is looked at when it is first used; a wrong one is to fail the start, not a case.
for (const { client_id } of clients) await provider.Client.find(client_id);

const answer = provider.callback();
const server = createServer((request, response) => {
  // Node's own is the machine's time, whatever Date.now says.
  response.setHeader('Date', new Date(Date.now()).toUTCString());
  answer(request, response);
});
await listen(server, port);
const token = await read('control-token');
await listen(codeControl(provider, token, clockControl(token, clockOfThisProcess())), controlPort);
process.send?.('ready');

async function listen(server: Server, onPort: string): Promise<void> {
  await once(server.listen(Number(onPort), '127.0.0.1'), 'listening');
}
