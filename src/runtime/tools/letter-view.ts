import type { Mask } from "../../studio/server/index.ts";
import type { LetterDetail, LetterView } from "../../studio/shared/letters.ts";
import type { IssueView } from "../../studio/shared/trial.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { issueViews } from "./issue-views.ts";
import type { FiledLetter } from "./letter-file.ts";
import type { LetterValue } from "./letter-value.ts";

export function letterView({ letter, handle, operation, document }: Omit<FiledLetter, "letters">): LetterView {
  const { place, address, id, cause, failedAt, attempts, stored } = letter;
  const facts = { id, operation, document, cause, failedAt, attempts };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { handle, place, address, bytes: stored.body?.length ?? 0, ...known };
}

interface Shown {
  readonly mask: Mask;
  /** Where a replay goes. */
  readonly where: Pick<LetterDetail, "target" | "refusal">;
}

export function letterDetail(filed: Omit<FiledLetter, "letters">, value: LetterValue, { mask, where }: Shown): LetterDetail {
  const { letter, contract } = filed;
  const { origin, error, issues: stored, operation } = letter;
  const read = readValue(letter, value);
  const isJson = "json" in read;
  const shown = isJson ? mask.value(read.json) : undefined;
  const safe = (text: string): string => (isJson ? mask.text(text, read.json) : mask.unknown(text));
  const payload = isJson ? (JSON.stringify(shown, undefined, 2) ?? "") : safe(read.text);
  const said = { error, stored, key: value.key ?? textOf(letter.stored.key), problem: value.problem };
  const known = [["origin", origin], ...Object.entries(said).map(([name, fact]) => [name, fact === undefined ? fact : safe(fact)])];
  return {
    ...letterView(filed),
    ...Object.fromEntries(known.filter(([, fact]) => fact !== undefined)),
    // What the dead letter added is said by name.
    headers: [...letter.stored.headers]
      .filter(([name]) => !/^(?:boost|kafka_dlt|x-first-death)-/.test(name))
      .map(([name, values]) => {
        const text = values.map((one) => textOf(one) ?? "").join(", ");
        return [name, mask.hides(name) ? mask.unknown(text) : safe(text)];
      }),
    payload,
    issues: isJson ? issuesNow(read.json, operation, contract).map(({ path, message }) => ({ path, message: safe(message) })) : [],
    editable: isJson && JSON.stringify(shown) === JSON.stringify(read.json),
    ...where,
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

/** Of the message that it comes closest to. */
function issuesNow(value: unknown, operation: string | undefined, { operations }: ContractDefinition): readonly IssueView[] {
  const own = operations.filter(({ key }) => (operation ?? "").split("+").includes(key));
  const messages = own.flatMap(({ channel, messages: members }) =>
    Object.keys(members).flatMap((member) => channel.messages[member] ?? []),
  );
  const found = messages.map(({ payload }) => payload.safeParse(value)).map((result) => (result.success ? [] : result.error.issues));
  const [least = []] = found.sort((a, b) => a.length - b.length);
  return issueViews(least);
}

export function textOf(value: string | number | boolean | Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value);
}
