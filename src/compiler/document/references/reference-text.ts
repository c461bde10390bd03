import { pointerTokens } from "../../ground/json-pointer.ts";

/** A `$ref` taken apart at its `#`. */
export interface ReferenceText {
  /** Path or URL; "" for the same file. */
  readonly file: string;
  /** Names along the way; undefined where the part after `#` is no JSON Pointer. */
  readonly tokens: readonly string[] | undefined;
}

export function parseReference(reference: string): ReferenceText {
  const hash = reference.indexOf("#");
  const file = hash === -1 ? reference : reference.slice(0, hash);
  const fragment = hash === -1 ? "" : reference.slice(hash + 1);
  return { file, tokens: pointerTokens(percentDecoded(fragment)) };
}

/** The fragment of a URI is percent-encoded; people write names with a bare `%` all the same. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
