import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../session.ts';

/** Notes when a case looks into the metadata that were read before the first one. */
export class MetadataWatch {
  #read = false;

  constructor({ facts }: Session) {
    if (!facts) return;
    const { metadata } = facts;
    Object.defineProperty(facts, 'metadata', {
      get: () => {
        this.#read = true;
        return metadata;
      },
    });
  }

  /** Whether that was since this was last asked. */
  take(): boolean {
    const read = this.#read;
    this.#read = false;
    return read;
  }
}

/** Whether cases are planned and sent alike in both, so that only those that look into the metadata can tell them apart. */
export function goesByTheSame(one: Session, other: Session): boolean {
  return isDeepStrictEqual(whatItGoesBy(one), whatItGoesBy(other));
}

function whatItGoesBy({ features, facts, target }: Session) {
  const { metadata, ...others } = facts ?? {};
  // Each server listens at a port of its own.
  const told = target.baseUrls.reduce((text, url) => text.replaceAll(url, ''), JSON.stringify(others));
  return { features, told, hasMetadata: metadata !== null };
}
