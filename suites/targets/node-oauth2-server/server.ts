import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import OAuthServer from '@node-oauth/express-oauth-server';
import express from 'express';
import { clientsFileOf } from '../make-clients.ts';
import { inMemoryModel, type RegisteredClient } from './model.ts';

// The process of its own in which the library runs: node server.ts RUN_DIR PORT
const [runDir = '', port = ''] = process.argv.slice(2);
// Whoever started it has gone without ending it.
process.on('disconnect', () => process.exit());

const read = (path: string) => readFile(join(runDir, path), 'utf8');

type Registration = { client_id: string; client_secret_file: string; grant_types: string[] };
const registered: Registration[] = JSON.parse(await readFile(clientsFileOf(runDir), 'utf8'));
const clients = await Promise.all(
  registered.map(
    async ({ client_id: id, client_secret_file: file, grant_types: grants }): Promise<RegisteredClient> => ({
      id,
      grants,
      secret: await read(file),
    }),
  ),
);
const accounts = new Map([['peer', await read('secrets/peer')]]);

const oauth = new OAuthServer({ model: inMemoryModel(clients, accounts) });
const app = express();
app.post('/token', express.urlencoded({ extended: false }), oauth.token());
await once(app.listen(Number(port), '127.0.0.1'), 'listening');
process.send?.('ready');
