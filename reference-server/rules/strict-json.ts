const maxDepth = 8;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** JSON that has one reading only: valid UTF-8, no repeated member names, no deep nesting. Else undefined. */
export function parseStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return hasOneReading(text) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Expects valid JSON: there, braces outside strings are structure and a string before a colon is a name. */
function hasOneReading(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (name !== undefined) {
      const names = open.at(-1);
      const decoded: string = JSON.parse(name);
      if (names?.has(decoded)) return false;
      names?.add(decoded);
    } else if (token === '{' || token === '[') {
      if (open.push(new Set()) > maxDepth) return false;
    } else if (token === '}' || token === ']') {
      open.pop();
    }
  }
  return true;
}
