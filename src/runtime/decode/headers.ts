import type { RawHeaders } from "../brokers/broker.ts";
import type { HeaderType, MessageDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { isTransportHeader } from "../ground/transport-headers.ts";
import type { ValidationIssue, Validator } from "../schema/validator.ts";
import { type HeaderValue, mayBeText, readValues } from "./header-values.ts";
import { defaultLimits, type Limits } from "./limits.ts";

export type Headers = { readonly [name: string]: unknown };

/** What a message says of its headers. */
export type DescribedHeaders = Pick<MessageDefinition, "headers" | "headerTypes" | "headerPatterns" | "correlationId">;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

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

export interface DecodeOptions {
  readonly limits?: Limits;
  /** Told of a header that comes several times and may only once. */
  readonly repeated?: ((name: string) => void) | undefined;
  /** Headers that may be text beside something else, and are to be read as text. */
  readonly asText?: ReadonlySet<string> | undefined;
}

/** Values that a message may have in its headers; each costs more than the byte that it can be. */
const mostValues = 1_000;

/** Before anything copies them. @throws InvalidMessage */
export function boundHeaders(raw: RawHeaders, mostBytes: number): void {
  if (raw.size === 0) return;
  let count = 0;
  let bytes = 0;
  for (const [name, values] of raw) {
    count += values.length;
    if (count > mostValues) throw new InvalidMessage(`the message has more than ${mostValues} headers`, { code: "too-large" });
    for (const value of values) bytes += name.length + (value instanceof Uint8Array || typeof value === "string" ? value.length : 8);
    if (bytes > mostBytes) throw new InvalidMessage(`the headers have more than ${mostBytes} bytes`, { code: "too-large" });
  }
}

/**
 * Headers as the schema names their types; what it does not speak of stays text. Of a repeated header the last value counts, unless it
 * may be a list. Our own marks are left out, unless the schema names one.
 * @throws InvalidMessage for a described header that is not UTF-8.
 */
export function decodeHeaders(headers: RawHeaders, message: DescribedHeaders, options: DecodeOptions = {}): Headers {
  const { limits = defaultLimits, repeated = () => {}, asText } = options;
  const decoded: { [name: string]: unknown } = {};
  for (const [name, values] of headers) {
    const type = typeOf(name, message);
    if (type === undefined && name.startsWith("boost-")) continue;
    if (name === "__proto__") throw new InvalidMessage('there is a header "__proto__", which is refused', { code: "forbidden-key" });
    if (values.length === 0) continue;
    if (type === undefined || type === "any") {
      if (values.length > 1) repeated(name);
      const last = values.at(-1) as HeaderValue;
      decoded[name] = last instanceof Uint8Array ? (text(last) ?? last) : last;
      continue;
    }
    const read = asText?.has(name) === true ? "string" : type;
    const texts = values.map((value) => plain(name, value));
    const value = readValues(texts, read, limits);
    if (texts.length > 1 && !Array.isArray(value)) repeated(name);
    decoded[name] = value;
  }
  return decoded;
}

function plain(name: string, value: HeaderValue): string | number | boolean {
  if (!(value instanceof Uint8Array)) return value;
  const decoded = text(value);
  if (decoded === undefined) throw new InvalidMessage(`the header "${name}" is not valid UTF-8`, { code: "headers" });
  return decoded;
}

/** `undefined`: the schema does not speak of it. */
function typeOf(name: string, { headerTypes = {}, headerPatterns = [] }: DescribedHeaders): HeaderType | undefined {
  if (Object.hasOwn(headerTypes, name)) return headerTypes[name];
  return isTransportHeader(name) ? undefined : headerPatterns.find(([pattern]) => matches(pattern, name))?.[1];
}

/** A name that a bounded pattern cannot decide about is one that it does not speak of; the validator says that it took too long. */
function matches(pattern: RegExp, name: string): boolean {
  try {
    return pattern.test(name);
  } catch {
    return false;
  }
}

/** How a validator is asked, which decides about formats. */
export type Parse = <T>(validator: Validator<T>, value: unknown) => ReturnType<Validator<T>["safeParse"]>;

export type Judged = { readonly headers: Headers } | { readonly issues: readonly ValidationIssue[] };

/**
 * What the schema says of headers, without those that the transport, a broker or a client wrote and that it does not name. Those are
 * handed on unjudged.
 */
export function judgeHeaders(headers: Headers, message: DescribedHeaders, parse: Parse): Judged {
  const { headers: validator } = message;
  if (validator === undefined) return { headers };
  const own = ownHeaders(headers, message);
  const judged = parse(validator, own);
  if (judged.success) return { headers: own === headers ? (judged.data as Headers) : { ...headers, ...(judged.data as Headers) } };
  // Contracts that were generated before `headerTypes` held every name have headers there that only the validator knows.
  const whole = own === headers ? judged : parse(validator, headers);
  return whole.success ? { headers: whole.data as Headers } : { issues: judged.error.issues };
}

/** The message's own correlation id counts as the transport's, since it is written into the header that `correlationId` names. */
function ownHeaders(headers: Headers, { headerTypes = {}, correlationId }: DescribedHeaders): Headers {
  const carrier = correlationId?.from === "header" && correlationId.path.length === 1 ? correlationId.path[0] : undefined;
  const isForeign = (name: string): boolean => !Object.hasOwn(headerTypes, name) && (name === carrier || isTransportHeader(name));
  const names = Object.keys(headers);
  if (!names.some(isForeign)) return headers;
  return Object.fromEntries(names.flatMap((name) => (isForeign(name) ? [] : [[name, headers[name]]])));
}

/** Of the headers that a validator complained of, those that may be text as well: `"5"` for `integer | string` with a pattern. */
export function readableAsText(issues: readonly ValidationIssue[], message: DescribedHeaders): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { path } of issues) {
    const [name] = path;
    const type = typeof name === "string" ? typeOf(name, message) : undefined;
    if (typeof name === "string" && typeof type === "object" && mayBeText(type)) texts.add(name);
  }
  return texts;
}
