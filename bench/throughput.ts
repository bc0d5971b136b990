import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { signAssertion } from '../suites/harness/oauth/assertion.ts';
import { keyFromJwk } from '../suites/harness/oauth/jwk.ts';

/** A server of the benchmark, on the first core; what asks it stays on the others. */
export type BenchServer = { name: string; baseUrl: string; issuer: string; runDir: string } & AsyncDisposable;

export async function startServer(name: string, module: string): Promise<BenchServer> {
  const path = new URL('./serve-target.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn('taskset', ['-c', '0', process.execPath, path, module], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no stdout');
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended before it listened`)));
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), died]);
  died.catch(() => undefined); // from here on it may end
  const { baseUrl, issuer, runDir } = JSON.parse(line);
  const ended = once(child, 'exit');
  return {
    name,
    baseUrl,
    issuer,
    runDir,
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
    },
  };
}

/** Token requests a second by private_key_jwt ES256; assertions are signed beforehand. */
export async function tokensPerSecond(
  server: BenchServer,
  requests: number,
  connections = 32,
): Promise<number> {
  const jwk = JSON.parse(await readFile(join(server.runDir, 'keys/svc-es256.jwk.json'), 'utf8'));
  const key = keyFromJwk(jwk);
  const now = Math.floor(Date.now() / 1000);
  const bodies = Array.from({ length: requests }, () =>
    new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'api',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signAssertion({
        clientId: 'svc-es256',
        audience: server.issuer,
        alg: 'ES256',
        key,
        kid: jwk.kid,
        now,
        lifetimeSeconds: 120,
      }),
    }).toString(),
  );
  const url = await tokenEndpoint(server);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const started = performance.now();
  const waiting = bodies.values();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const body of waiting) await askForToken(url, body, agent);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return requests / seconds;
}

async function askForToken(url: string, body: string, agent: Agent): Promise<void> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  const outgoing = request(url, { method: 'POST', agent, headers });
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  if (response.statusCode !== 200)
    throw new Error(`${url} answered ${response.statusCode}: ${Buffer.concat(chunks)}`);
}

async function tokenEndpoint({ baseUrl }: BenchServer): Promise<string> {
  for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
    const answer = await fetch(`${baseUrl}${path}`);
    const metadata = answer.ok ? await answer.json() : {};
    if (typeof metadata === 'object' && metadata !== null && 'token_endpoint' in metadata)
      return String(metadata.token_endpoint);
  }
  return `${baseUrl}/oauth/token`;
}
