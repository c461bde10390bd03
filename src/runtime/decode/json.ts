import { InvalidMessage, sentence } from "../ground/errors.ts";
import { type Limits, nestsDeeper } from "./limits.ts";

// A byte order mark stays in the text (ignoreBOM), so that it is refused like any other byte that JSON does not have.
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function decodeText(body: Uint8Array): string {
  try {
    return strictUtf8.decode(body);
  } catch (cause) {
    throw new InvalidMessage(notUtf8(body), { code: "encoding", cause });
  }
}

function notUtf8(body: Uint8Array): string {
  if (body[0] === 0x1f && body[1] === 0x8b) return "the body is compressed with gzip; it should be UTF-8 text";
  if ((body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff)) return "the body is UTF-16; it should be UTF-8";
  return "the body is not valid UTF-8";
}

/** @throws InvalidMessage for everything that is not one JSON value within the limits. */
export function decodeJson(body: Uint8Array, limits: Limits): unknown {
  if (body.length === 0) throw new InvalidMessage("the body is empty; it should be JSON", { code: "empty" });
  if (nestsDeeper(body, limits.depth)) {
    throw new InvalidMessage(`the body nests deeper than ${limits.depth} levels`, { code: "too-deep" });
  }
  const text = decodeText(body);
  if (text.charCodeAt(0) === 0xfeff) {
    throw new InvalidMessage("the body starts with a byte order mark, which JSON does not allow", { code: "syntax" });
  }
  const value = parse(text);
  // Written out or escaped: without one of the two no key can spell it.
  if ((text.includes("__proto__") || text.includes("\\u00")) && hasPrototypeKey(value)) {
    throw new InvalidMessage('the body has the key "__proto__", which is refused', { code: "forbidden-key" });
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidMessage(`the body is not JSON: ${sentence(cause)}`, { code: "syntax", cause });
  }
}

/** Depth was checked before, so recursion is bounded. */
function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(value, "__proto__")) return true;
  return Object.values(value).some(hasPrototypeKey);
}
