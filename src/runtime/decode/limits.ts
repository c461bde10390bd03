/** What a message may be before any code of the document sees it. */
export interface Limits {
  /** Bytes of one body. Default 4 MiB. */
  readonly bodyBytes: number;
  /** Levels of arrays and objects in a JSON body. Default 100; zod overflows the stack some thousand levels deep. */
  readonly depth: number;
}

export const defaultLimits: Limits = { bodyBytes: 4 * 1024 * 1024, depth: 100 };

const quote = 0x22;
const backslash = 0x5c;

/** True when JSON text nests deeper than `limit`. Looks at brackets outside strings only, without recursion. */
export function nestsDeeper(text: Uint8Array, limit: number): boolean {
  // Each level costs two bytes.
  if (text.length <= limit * 2) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at];
    if (byte === quote) {
      at += 1;
      while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
