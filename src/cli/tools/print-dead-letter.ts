import type { DeadLetter, LetterValue } from "boost-gen/tools";
import { oneLine } from "../printed.ts";
import type { Paint } from "../terminal.ts";

/** Bytes of a body that `show` prints; `--json` has all of them. */
const shownBytes = 64 * 1024;

export function printDeadLetterLine({ id, place, operation, cause, attempts, failedAt, stored }: DeadLetter, paint: Paint): string {
  const facts = [
    failedAt,
    operation,
    cause === undefined ? undefined : paint("red", cause),
    attempts === undefined ? undefined : `${attempts} run${String(attempts) === "1" ? "" : "s"}`,
  ];
  const bytes = `${stored.body?.length ?? 0} byte${stored.body?.length === 1 ? "" : "s"}`;
  return `${oneLine([paint("bold", id ?? place), ...facts.filter((fact) => fact !== undefined), bytes].join("  "))}\n`;
}

export function printDeadLetter(letter: DeadLetter, value: LetterValue, paint: Paint): string {
  const { stored } = letter;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["id", letter.id],
    ["place", letter.place],
    ["origin", letter.origin],
    ["operation", letter.operation],
    ["cause", letter.cause],
    ["attempts", letter.attempts],
    ["failed at", letter.failedAt],
    ["error", letter.error],
    ["issues", letter.issues],
    ["key", value.key ?? (stored.key === undefined ? undefined : textOf(stored.key))],
    ["type", stored.contentType],
    ["not read", value.problem],
  ];
  const headers = [...stored.headers].filter(([name]) => !/^(?:boost|kafka_dlt|x-first-death)-/.test(name));
  return [
    ...rows.filter(([, text]) => text !== undefined).map(([name, text]) => `${paint("bold", name.padEnd(10))} ${indented(text ?? "")}`),
    ...headers.map(([name, values]) => `${paint("bold", "header".padEnd(10))} ${oneLine(`${name}: ${values.map(valueText).join(", ")}`)}`),
    bodyText(value.payload === undefined ? stored.body : Buffer.from(JSON.stringify(value.payload.value, undefined, 2) ?? "")),
    "",
  ].join("\n");
}

/** One line of `--json`: version 1. Bodies that are not UTF-8 are base64; `value` has what they say, where that was read. */
export function deadLetterJson(letter: DeadLetter, value: LetterValue = {}): object {
  const { stored, ...facts } = letter;
  const { body, key, headers, contentType, messageId, correlationId, replyTo, priority } = stored;
  const text = body === null ? undefined : utf8(body);
  return {
    version: 1,
    ...facts,
    ...(key === undefined ? {} : { key: textOf(key) }),
    headers: Object.fromEntries(
      [...headers].map(([name, values]) => [name, values.length === 1 ? valueText(values[0] ?? "") : values.map(valueText)]),
    ),
    contentType,
    messageId,
    correlationId,
    replyTo,
    priority,
    ...(body === null ? { body: null } : text === undefined ? { bodyBase64: Buffer.from(body).toString("base64") } : { body: text }),
    ...(value.payload === undefined ? {} : { value: value.payload.value }),
    ...(value.key === undefined ? {} : { keyValue: value.key }),
    ...(value.problem === undefined ? {} : { notRead: value.problem }),
  };
}

type Value = string | number | boolean | Uint8Array;

function valueText(value: Value): string {
  return value instanceof Uint8Array ? textOf(value) : String(value);
}

function textOf(value: string | Uint8Array): string {
  return typeof value === "string" ? value : (utf8(value) ?? `base64:${Buffer.from(value).toString("base64")}`);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function bodyText(body: Uint8Array | null): string {
  if (body === null) return "(no body)";
  const text = utf8(body.subarray(0, shownBytes)) ?? Buffer.from(body.subarray(0, 256)).toString("hex");
  const rest = body.length > shownBytes ? `\n… ${body.length} bytes in all; --json prints them` : "";
  return `\n${text}${rest}`;
}

/** A stack has several lines; none of them is to look like a row. */
function indented(text: string): string {
  return text.replaceAll("\n", `\n${" ".repeat(11)}`);
}
