import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { InvalidConfiguration } from '../errors.ts';
import { readJsonFile } from './read-json-file.ts';

/** Encryption at rest. Values carry the id of their key, so old ones stay readable after the current key changed. */
export interface Keyring {
  /** `owner` is authenticated with the value: moved to another owner's row it does not open. */
  seal(plain: string, owner: string): string;
  open(sealed: string, owner: string): string;
}

const KeyringFile = z.strictObject({ current: z.string(), keys: z.record(z.string(), z.base64()) });

/** A new keyring file: one AES-256 key, which is the current one. */
export function generateKeyring(): string {
  const id = randomUUID();
  return `${JSON.stringify({ current: id, keys: { [id]: randomBytes(32).toString('base64') } }, null, 2)}\n`;
}

export async function loadKeyring(path: string): Promise<Keyring> {
  const { current, keys } = await readJsonFile(path, KeyringFile);
  const ring = new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
  for (const [id, key] of ring) {
    if (key.length !== 32) throw new InvalidConfiguration(`${path}: key ${id} must have 32 bytes.`);
  }
  const keyById = (id: string) => {
    const key = ring.get(id);
    if (!key) throw new InvalidConfiguration(`${path}: there is no key ${id}, which is in use.`);
    return key;
  };
  keyById(current);

  return {
    seal(plain, owner) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyById(current), iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return JSON.stringify({
        key: current,
        iv: iv.toString('base64'),
        sealed: sealed.toString('base64'),
        tag: cipher.getAuthTag().toString('base64'),
      });
    },

    open(value, owner) {
      const { key, iv, sealed, tag } = JSON.parse(value);
      const decipher = createDecipheriv('aes-256-gcm', keyById(key), Buffer.from(iv, 'base64'), {
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(Buffer.from(tag, 'base64'));
      return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
