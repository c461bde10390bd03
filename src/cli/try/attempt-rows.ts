import type { PerformedCall } from "boost-gen/testing";
import type { ContractDefinition, WorkflowRuleDefinition } from "boost-gen/tools";
import { assertNever } from "../../compiler/ground/assert-never.ts";
import { stackPlace } from "../modules/stack-place.ts";
import { describeRule } from "./describe-rule.ts";
import type { Row } from "./rows.ts";
import type { Attempted } from "./trial.ts";

export interface RuleFacts {
  /** `specs/orders.yaml:112:9` */
  readonly place: string;
  /** `2 of 3`; absent for the only one. */
  readonly which?: string;
}

export interface Facts {
  readonly payload: unknown;
  readonly operation: ContractDefinition["operations"][number];
  /** Rules of the message that was sent. */
  readonly rules: readonly WorkflowRuleDefinition[];
  readonly ruleFacts: (rule: WorkflowRuleDefinition) => RuleFacts | undefined;
  readonly cwd: string;
}

/** What became of a message, line by line. */
export function attemptRows(attempted: Attempted, facts: Facts): readonly Row[] {
  return once(allRows(attempted, facts));
}

/** A message that is tried again and again says the same each time. */
function once(rows: readonly Row[]): readonly Row[] {
  const times = new Map<string, { readonly row: Row; count: number }>();
  for (const row of rows) {
    const known = times.get(`${row.word} ${row.text}`) ?? { row, count: 0 };
    known.count += 1;
    times.set(`${row.word} ${row.text}`, known);
  }
  return [...times.values()].map(({ row, count }) => (count === 1 ? row : { ...row, text: `${count} times ${row.text}` }));
}

function allRows(attempted: Attempted, facts: Facts): readonly Row[] {
  const { settlement, calls, published, said, failure } = attempted;
  const isInvalid = settlement.cause?.startsWith("invalid") ?? false;
  return [
    ...(isInvalid && failure === undefined
      ? invalidRows(settlement.error, facts.payload)
      : [{ word: "valid", colour: "green", text: valueText(facts.payload), cut: true } as const]),
    ...calls.flatMap((performed) => callRows(performed, facts)).filter(({ word }) => failure?.waits !== true || word !== "refused"),
    ...(calls.length === 0 && facts.rules.length > 0 && !isInvalid ? [noRule(facts.rules)] : []),
    ...published.map(
      ({ address, payload }): Row => ({
        word: "published",
        colour: "blue",
        text: `to ${quoted(address)}: ${valueText(payload)}`,
        cut: true,
      }),
    ),
    ...said.map(({ level, text }): Row => ({ word: `log ${level}`, colour: level === "info" ? "grey" : "yellow", text })),
    ...endRows(attempted, facts.cwd),
  ];
}

function invalidRows(error: unknown, payload: unknown): readonly Row[] {
  const issues = issuesOf(error);
  const shown = issues.slice(0, 5).map(({ message, path }) => `${path.length === 0 ? "" : `${pointer(path)}: `}${message}`);
  const more = issues.length > shown.length ? [`and ${issues.length - shown.length} more`] : [];
  const why = shown.length === 0 ? [sentenceOf(error)] : [...shown, ...more];
  return [
    { word: "invalid", colour: "red", text: why.join("\n") },
    { word: "payload", colour: "grey", text: valueText(payload), cut: true },
  ];
}

function callRows(performed: PerformedCall, { ruleFacts }: Facts): readonly Row[] {
  const { call } = performed;
  const { rule, workflowId, taskQueue } = call;
  const { place, which } = ruleFacts(rule) ?? {};
  const target = call.signal === undefined ? (call.update === undefined ? "" : ` ${call.update.name}`) : ` ${call.signal.name}`;
  const where = [rule.type, quoted(workflowId)].filter((part) => part !== undefined).join(" ");
  const matched: Row = {
    word: "rule",
    colour: "grey",
    text: `${describeRule({ ...call, type: rule.type })}${which === undefined ? "" : `, ${which}`}${place === undefined ? "" : `  ${place}`}`,
  };
  if ("error" in performed) return [matched, { word: "refused", colour: "red", text: `${where}: ${sentenceOf(performed.error)}` }];
  const { outcome } = performed;
  const queue = taskQueue === undefined ? "" : ` on task queue ${quoted(taskQueue)}`;
  switch (outcome.kind) {
    case "started":
      return [matched, { word: "started", colour: "green", text: `${where}${queue}` }];
    // Why is in the log.
    case "duplicate":
      return [matched, { word: "duplicate", colour: "yellow", text: where }];
    case "conflict":
      return [matched, { word: "conflict", colour: "yellow", text: `${where}: another message had started it before` }];
    case "delivered": {
      const result = outcome.result === undefined ? "" : ` answered ${valueText(outcome.result)}`;
      const word = call.update === undefined ? "signalled" : "updated";
      return [matched, { word, colour: "green", text: `${where}${target}${result}${rule.type === undefined ? "" : queue}` }];
    }
    case "ignored":
      return [
        matched,
        { word: "ignored", colour: "yellow", text: `${where} ${outcome.reason === "missing" ? "does not exist" : "is closed"}` },
      ];
    default:
      return assertNever(outcome);
  }
}

function noRule(rules: readonly WorkflowRuleDefinition[]): Row {
  const text = rules.every(({ when }) => when !== undefined)
    ? `none: no condition of ${rules.length === 1 ? "the only rule" : `the ${rules.length} rules`} holds, or the handler asked for no workflow`
    : "none: the handler asked for no workflow";
  return { word: "rule", colour: "grey", text };
}

function endRows({ settlement, deadLetter, failure }: Attempted, cwd: string): readonly Row[] {
  if (failure?.waits === true) {
    const isStub = failure.error instanceof Error && failure.error.name === "HandlerNotWritten";
    const rest = isStub ? "" : "\nThe source would pause here and go on when it answers; no attempt is spent and nothing is lost.";
    return [{ word: isStub ? "stub" : "waits", colour: "yellow", text: `${sentenceOf(failure.error)}${rest}` }];
  }
  const { outcome, cause, error, attempts } = settlement;
  const runs = attempts > 1 ? ` after ${attempts} runs` : "";
  switch (outcome) {
    case "handled":
      return [{ word: "handled", colour: "green", text: "acknowledged" }];
    case "skipped":
      return [{ word: "skipped", colour: "yellow", text: "acknowledged without a run" }];
    case "dead-lettered": {
      const place = failure === undefined ? undefined : stackPlace(failure.error, cwd);
      const why =
        (cause ?? "").startsWith("invalid") && failure === undefined
          ? ""
          : `\n${sentenceOf(error)}${place === undefined ? "" : `  ${place}`}`;
      return [{ word: "dead letter", colour: "red", text: `in ${quoted(deadLetter?.storedIn ?? "")}, cause "${cause}"${runs}${why}` }];
    }
    case "fatal":
      return [{ word: "fatal", colour: "red", text: `the process would end here: ${sentenceOf(error)}` }];
    default:
      return assertNever(outcome);
  }
}

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

function issuesOf(error: unknown): readonly Issue[] {
  const issues: unknown = error instanceof Error && "issues" in error ? error.issues : undefined;
  return Array.isArray(issues) ? issues : [];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `a value that is not an Error was thrown: ${valueText(error)}`;
  return error.message === "" ? error.name : error.message;
}

export function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes: ${Buffer.from(value.subarray(0, 32)).toString("hex")}`;
  return JSON.stringify(value) ?? String(value);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
