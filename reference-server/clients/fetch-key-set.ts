const timeLimit = 3_000;
const sizeLimit = 65_536;

/** A client's keys couldn't be had from where it publishes them. */
export class KeySetUnavailable extends Error {
  readonly code = 'key_set_unavailable';
}

/**
 * Fetches a JSON document: one request, no redirect, 3 seconds and 64 kB at most.
 * @throws {KeySetUnavailable}
 */
export async function fetchKeySet(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) throw new Error(`it was answered with status ${answer.status}`);
    return JSON.parse(await limited(answer));
  } catch (cause) {
    throw new KeySetUnavailable(`The keys at ${url} could not be fetched.`, { cause });
  }
}

async function limited({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > sizeLimit) throw new Error(`it is longer than ${sizeLimit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
