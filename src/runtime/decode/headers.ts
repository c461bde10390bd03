import type { RawHeaders } from "../brokers/broker.ts";
import type { MessageDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";

export type HeaderValue = RawHeaders extends ReadonlyMap<string, readonly (infer Value)[]> ? Value : never;
export type Headers = { readonly [name: string]: unknown };
type HeaderTypes = NonNullable<MessageDefinition["headerTypes"]>;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** Our own marks, which the user's header schema does not speak of. */
const reservedPrefix = "boost-";

/** The text of a single header, the last one when it is repeated; `undefined` when absent or not text. */
export function headerText(headers: RawHeaders, name: string): string | undefined {
  const value = headers.get(name)?.at(-1);
  return value === undefined ? undefined : text(value);
}

function text(value: HeaderValue): string | undefined {
  if (!(value instanceof Uint8Array)) return String(value);
  try {
    return strictUtf8.decode(value);
  } catch {
    return undefined;
  }
}

/**
 * Headers as the schema names their types; what it does not name stays text. Of a repeated header the last value counts,
 * unless its type is array; `repeated` is told.
 * @throws InvalidMessage for a described header that is not UTF-8.
 */
export function decodeHeaders(headers: RawHeaders, types: HeaderTypes = {}, repeated: (name: string) => void = () => {}): Headers {
  const decoded: { [name: string]: unknown } = {};
  for (const [name, values] of headers) {
    if (name.startsWith(reservedPrefix)) continue;
    if (name === "__proto__") throw new InvalidMessage('there is a header "__proto__", which is refused', { code: "forbidden-key" });
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === "array") decoded[name] = values.map((value) => read(name, value, undefined, true));
    else {
      if (values.length > 1) repeated(name);
      const last = values.at(-1);
      if (last !== undefined) decoded[name] = read(name, last, type, type !== undefined);
    }
  }
  return decoded;
}

function read(name: string, value: HeaderValue, type: HeaderTypes[string] | undefined, described: boolean): unknown {
  // A broker with typed headers says what the value is; text that a schema wants as a number is read below all the same.
  if (typeof value === "number" || typeof value === "boolean") return type === "string" ? String(value) : value;
  const decoded = text(value);
  if (decoded === undefined) {
    if (described) throw new InvalidMessage(`the header "${name}" is not valid UTF-8`, { code: "headers" });
    return value;
  }
  if (type === "integer" && /^[+-]?\d{1,15}$/.test(decoded)) return Number(decoded);
  if (type === "number" && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(decoded)) return Number(decoded);
  if (type === "boolean" && (decoded === "true" || decoded === "false")) return decoded === "true";
  // Left as text: the validator then says what is wrong with it.
  return decoded;
}
