import type { Mask } from "../../studio/server/index.ts";
import type { LetterDetail, LetterView } from "../../studio/shared/letters.ts";
import type { IssueView } from "../../studio/shared/trial.ts";
import type { ContractDefinition, MessageDefinition } from "../ground/contract.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { issueViews } from "./issue-views.ts";
import type { FiledLetter } from "./letter-file.ts";
import type { LetterValue } from "./letter-value.ts";

export function letterView({ letter, handle, operation, document, safe }: Omit<FiledLetter, "letters">): LetterView {
  const { place, address, cause, failedAt, attempts, stored } = letter;
  const facts = { id: letter.id && safe(letter.id), operation, document, cause, failedAt, attempts };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { handle, place, address, bytes: stored.body?.length ?? 0, ...known };
}

interface Shown {
  readonly mask: Mask;
  /** Where a replay goes. */
  readonly where: Pick<LetterDetail, "target" | "refusal">;
}

/** What was said of where it came from: an address may have been filled in from the payload, but for one that stands in the contract. */
export function sourceText({ letter: { origin = "" }, contract, safe }: Omit<FiledLetter, "letters">): (text: string) => string {
  if (origin === "" || contract.operations.some(({ channel }) => channel.address === origin)) return (text) => text;
  return (text) => text.replaceAll(origin, safe(origin));
}

export function letterDetail(filed: Omit<FiledLetter, "letters">, value: LetterValue, { mask, where }: Shown): LetterDetail {
  const { letter, contract } = filed;
  const { origin, error, issues: stored, operation } = letter;
  const read = readValue(letter, value);
  const isJson = "json" in read;
  const shown = isJson ? mask.value(read.json) : undefined;
  const safe = (text: string): string => (isJson ? mask.text(text, read.json) : mask.unknown(text));
  const source = sourceText({ ...filed, safe });
  const messages = messagesOf(operation, contract);
  const payload = isJson ? (JSON.stringify(shown, undefined, 2) ?? "") : safe(read.text);
  const said = { error, stored, key: value.key ?? textOf(letter.stored.key), problem: value.problem };
  const moves = Object.entries({ origin, ...where }).map(([name, fact]) => [name, fact && source(fact)]);
  const known = [...moves, ...Object.entries(said).map(([name, fact]) => [name, fact === undefined ? fact : safe(fact)])];
  return {
    ...letterView({ ...filed, safe }),
    ...Object.fromEntries(known.filter(([, fact]) => fact !== undefined)),
    // What the dead letter added is said by name.
    headers: [...letter.stored.headers]
      .filter(([name]) => !/^(?:boost|kafka_dlt|x-first-death)-/.test(name))
      .map(([name, values]) => {
        const text = values.map((one) => textOf(one) ?? "").join(", ");
        return [name, mask.hides(name) ? mask.unknown(text) : safe(text)];
      }),
    payload,
    issues: isJson ? issuesNow(read.json, messages).map(({ path, message }) => ({ path, message: safe(message) })) : [],
    ...(isJson && messages.length > 0 ? {} : { unjudged: whyUnjudged(letter, isJson) }),
    editable: isJson ? JSON.stringify(shown) === JSON.stringify(read.json) : mask.names.length === 0 && messages.some(wantsJson),
  };
}

type Read = { readonly json: unknown } | { readonly text: string };

function readValue({ stored }: DeadLetter, { payload }: LetterValue): Read {
  if (payload !== undefined) return { json: payload.value };
  const text = Buffer.from(stored.body ?? []).toString("utf8");
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { text };
  }
}

/** Those that an operation receives. */
function messagesOf(operation: string | undefined, { operations }: ContractDefinition): readonly MessageDefinition[] {
  const own = operations.filter(({ key }) => (operation ?? "").split("+").includes(key));
  return own.flatMap(({ channel, messages: members }) => Object.keys(members).flatMap((member) => channel.messages[member] ?? []));
}

function whyUnjudged({ stored }: DeadLetter, isJson: boolean): string {
  if (isJson) return "of no message that is known here";
  return (stored.body?.length ?? 0) === 0 ? "empty" : "not JSON";
}

function wantsJson({ contentType, wire }: MessageDefinition): boolean {
  return wire === undefined && /[/+]json\b/i.test(contentType);
}

/** Of the message that it comes closest to. */
function issuesNow(value: unknown, messages: readonly MessageDefinition[]): readonly IssueView[] {
  const found = messages.map(({ payload }) => payload.safeParse(value)).map((result) => (result.success ? [] : result.error.issues));
  const [least = []] = found.sort((a, b) => a.length - b.length);
  return issueViews(least);
}

export function textOf(value: string | number | boolean | Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value);
}
