import type { DocumentNode } from "../../document/node.ts";
import type { Template, ValueTemplate, WorkflowRule } from "../../model/index.ts";
import { checkTemplate, checkValue, type ExpressionPlace, type MessageShape } from "../expressions/check-expression.ts";
import { parseTemplate, parseValue } from "../expressions/expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { StrictReader } from "../reading/strict-reader.ts";
import { checkCombinations } from "./check-rule.ts";
import type { RuleDraft } from "./rule-draft.ts";
import { checkWhen, givenBy, readAttributes, readMemo, readRetry, readWhen } from "./rule-parts.ts";

/** `x-temporal` of a message or operation: one rule, or a list of which the first that holds acts. */
export function lowerRules(node: DocumentNode | undefined, shape: MessageShape, lowering: Lowering): readonly RuleDraft[] {
  if (node === undefined) return [];
  if (node.kind !== "array") return lowerRule(node, shape, lowering);
  const entries = node.items().map((item) => item.resolve());
  const always = entries.findIndex((entry) => entry.kind === "object" && entry.get("when") === undefined);
  for (const entry of always === -1 ? [] : entries.slice(always + 1))
    lowering.sink.report("extension-unused", entry, { problem: "This rule never acts: one before it has no `when` and so always holds." });
  return entries.flatMap((entry) => lowerRule(entry, shape, lowering));
}

function lowerRule(node: DocumentNode, shape: MessageShape, lowering: Lowering): readonly RuleDraft[] {
  const { sink } = lowering;
  const reader = new StrictReader(node, "x-temporal", sink);
  const condition = reader.object("when");
  checkWhen(condition, shape, lowering);
  const read = new RuleReader({ ...shape, given: givenBy(condition) }, lowering);
  const type = reader.string("workflow");
  const signal = read.call("signal", reader);
  const update = read.call("update", reader);
  const workflowId = read.template("workflowId", reader);
  const rest = defined({
    type,
    taskQueue: reader.string("taskQueue"),
    idReusePolicy: reader.choice("idReusePolicy", ["reject-duplicate", "allow-duplicate", "allow-duplicate-failed-only"]),
    idConflictPolicy: reader.choice("idConflictPolicy", ["fail", "use-existing", "terminate-existing"]),
    onConflict: reader.choice("onConflict", ["acknowledge", "reject"]),
    onMissing: reader.choice("onMissing", ["retry", "reject", "ignore"]),
    onClosed: reader.choice("onClosed", ["reject", "ignore"]),
    executionTimeout: reader.duration("executionTimeout"),
    runTimeout: reader.duration("runTimeout"),
    taskTimeout: reader.duration("taskTimeout"),
    startDelay: reader.duration("startDelay"),
    retry: readRetry(reader.object("retry")),
    priority: reader.integer("priority", 1, 5),
    memo: readMemo(reader.any("memo"), (at) => read.value(at), lowering),
    searchAttributes: readAttributes(reader.any("searchAttributes"), (at) => read.value(at), lowering),
    when: readWhen(condition, lowering),
  });
  const args = read.args(reader);
  const givesArgs = reader.has("args");
  reader.end();
  const kind = kindOf(type, signal, update);
  if (!reader.has("workflowId")) reader.missing("workflowId");
  if (kind === undefined) {
    if (!["workflow", "signal", "update"].some((key) => reader.has(key)))
      reader.combination(
        "A rule starts a workflow, signals it or updates it; this one does nothing.",
        "Give `workflow`, `signal` or `update`.",
      );
    return [];
  }
  if (workflowId === undefined) return [];
  const rule: RuleDraft = {
    ...rest,
    kind,
    workflowId,
    args: type === undefined ? [] : args,
    ...defined({ signal, update }),
    pointer: node.pointer,
  };
  checkCombinations(rule, reader, givesArgs);
  return [rule];
}

function kindOf(type: string | undefined, signal: unknown, update: unknown): WorkflowRule["kind"] | undefined {
  if (update !== undefined) return type === undefined ? "update" : "updateWithStart";
  if (signal !== undefined) return type === undefined ? "signal" : "signalWithStart";
  return type === undefined ? undefined : "start";
}

const wholePayload: ValueTemplate = { kind: "template", template: [{ kind: "payload", path: [] }] };

interface Call {
  readonly name: string;
  readonly args: readonly ValueTemplate[];
  readonly id?: Template;
}

/** Reads what has expressions in it, and checks them against the message. */
class RuleReader {
  readonly #shape: MessageShape;
  readonly #lowering: Lowering;

  constructor(shape: MessageShape, lowering: Lowering) {
    this.#shape = shape;
    this.#lowering = lowering;
  }

  template(key: string, reader: StrictReader): Template | undefined {
    const node = reader.any(key);
    if (node === undefined || reader.string(key) === undefined) return undefined;
    const template = parseTemplate(node, this.#lowering.sink);
    checkTemplate(template, this.#at(node));
    // Empty only where it could not be read, which was reported.
    return template.length === 0 ? undefined : template;
  }

  value(node: DocumentNode): ValueTemplate {
    const value = parseValue(node, this.#lowering.sink);
    checkValue(value, this.#at(node));
    return value;
  }

  args(reader: StrictReader): readonly ValueTemplate[] {
    const items = reader.read("args", "a list", (node) => (node.kind === "array" ? node.items() : undefined));
    return items?.map((item) => this.value(item)) ?? (reader.has("args") ? [] : [wholePayload]);
  }

  call(key: "signal" | "update", rule: StrictReader): Call | undefined {
    const reader = rule.object(key);
    if (reader === undefined) return undefined;
    const name = reader.string("name");
    if (!reader.has("name")) reader.missing("name");
    const args = this.args(reader);
    const id = key === "update" ? this.template("id", reader) : undefined;
    reader.end();
    return name === undefined ? undefined : { name, args, ...(id === undefined ? {} : { id }) };
  }

  #at(node: DocumentNode): ExpressionPlace {
    return { node, shape: this.#shape, sink: this.#lowering.sink };
  }
}
