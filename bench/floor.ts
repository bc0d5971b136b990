import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import express from 'express';
import { importJWK, jwtVerify } from 'jose';
import type { StartTarget } from '../suites/harness/target/launch-contract.ts';
import { makeClients } from '../suites/targets/make-clients.ts';

/** The least an Express server can do for private_key_jwt: one verification, one unique insert, an opaque token. */
export const start: StartTarget = async ({ runDir }) => {
  await makeClients(runDir);
  const { d, ...jwk } = JSON.parse(await readFile(join(runDir, 'keys/svc-es256.jwk.json'), 'utf8'));
  const key = await importJWK(jwk, 'ES256');
  const database = new DatabaseSync(join(runDir, 'floor.sqlite'));
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE spent (id TEXT PRIMARY KEY, expires INTEGER) WITHOUT ROWID',
  );
  const spend = database.prepare('INSERT OR IGNORE INTO spent VALUES (?, ?)');

  const app = express();
  app.post('/oauth/token', express.urlencoded({ extended: false }), async (req, res) => {
    const { payload } = await jwtVerify(req.body.client_assertion, key, { algorithms: ['ES256'] });
    const digest = createHash('sha256').update(String(payload.jti)).digest('hex');
    if (spend.run(digest, payload.exp ?? 0).changes !== 1) return void res.sendStatus(401);
    res.json({ access_token: randomBytes(32).toString('base64url'), token_type: 'Bearer', expires_in: 300 });
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrls: [url],
    issuer: url,
    variables: {},
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      database.close();
    },
  };
};
