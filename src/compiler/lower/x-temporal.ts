import type { DocumentNode } from "../document/node.ts";
import type { Expression, Template, ValueTemplate, WorkflowRule } from "../model/index.ts";
import { checkExpression, expressionsIn, type MessageShape, parseTemplate, parseValue } from "./expression.ts";
import type { Lowering } from "./lowering.ts";
import { StrictReader } from "./strict-reader.ts";
import { defined } from "./x-boost.ts";

/** A rule before it is known which member of `context.workflows` it belongs to. */
export type RuleDraft = Omit<WorkflowRule, "workflow" | "member">;

/** `x-temporal` of a message or operation: one rule, or a list of which the first that holds acts. */
export function lowerRules(node: DocumentNode | undefined, shape: MessageShape, lowering: Lowering): readonly RuleDraft[] {
  if (node === undefined) return [];
  const entries = node.kind === "array" ? node.items().map((item) => item.resolve()) : [node];
  return entries.flatMap((entry) => lowerRule(entry, shape, lowering) ?? []);
}

function lowerRule(node: DocumentNode, shape: MessageShape, lowering: Lowering): RuleDraft | undefined {
  const reader = new StrictReader(node, "x-temporal", lowering.sink);
  const check = (expressions: readonly Expression[], at: DocumentNode): void => {
    for (const expression of expressions) checkExpression(expression, shape, at, lowering.sink);
  };
  const template = (key: string, from: StrictReader = reader): Template | undefined => {
    const at = from.any(key);
    if (at === undefined || from.string(key) === undefined) return undefined;
    const parsed = parseTemplate(at, lowering.sink);
    check(
      parsed.filter((part) => typeof part !== "string"),
      at,
    );
    return parsed;
  };
  const value = (at: DocumentNode): ValueTemplate => {
    const parsed = parseValue(at, lowering.sink);
    check(expressionsIn(parsed), at);
    return parsed;
  };
  const args = (from: StrictReader): readonly ValueTemplate[] => {
    const at = from.any("args");
    if (at === undefined) return [wholePayload];
    if (at.kind !== "array") {
      lowering.sink.report("extension-type", at, {
        key: `${from.where}.args`,
        wanted: "a list",
        found: at.kind === "object" ? "an object" : JSON.stringify(at.value),
      });
      return [];
    }
    return at.items().map(value);
  };
  const named = (
    key: "signal" | "update",
  ): { readonly name: string; readonly args: readonly ValueTemplate[]; readonly id?: Template } | undefined => {
    const from = reader.object(key);
    if (from === undefined) return undefined;
    const name = from.string("name");
    if (!from.has("name")) from.missing("name");
    const id = key === "update" ? template("id", from) : undefined;
    const result = { name: name ?? "", args: args(from), ...(id === undefined ? {} : { id }) };
    from.end();
    return result;
  };

  const type = reader.string("workflow");
  const signal = named("signal");
  const update = named("update");
  const kind = kindOf(type, signal, update);
  const workflowId = template("workflowId");
  const draft = defined({
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
    retry: retryOf(reader.object("retry")),
    priority: reader.integer("priority", 1, 5),
    memo: recordOf(reader.any("memo"), value, lowering),
    searchAttributes: attributesOf(reader.any("searchAttributes"), value, lowering),
    when: whenOf(reader.object("when"), lowering),
  });
  const workflowArgs = type === undefined ? [] : args(reader);
  reader.end(type === undefined ? [] : ["args"]);
  if (kind === undefined) {
    reader.combination(
      "A rule starts a workflow, signals it or updates it; this one does nothing.",
      "Give `workflow`, `signal` or `update`.",
    );
    return undefined;
  }
  if (workflowId === undefined) {
    if (!reader.has("workflowId")) reader.missing("workflowId");
    return undefined;
  }
  const rule: RuleDraft = {
    ...draft,
    kind,
    workflowId,
    args: workflowArgs,
    ...(signal === undefined ? {} : { signal }),
    ...(update === undefined ? {} : { update }),
    pointer: node.pointer,
  };
  checkCombinations(rule, reader);
  return rule;
}

const wholePayload: ValueTemplate = { kind: "template", template: [{ kind: "payload", path: [] }] };

function kindOf(type: string | undefined, signal: unknown, update: unknown): WorkflowRule["kind"] | undefined {
  if (update !== undefined) return type === undefined ? "update" : "updateWithStart";
  if (signal !== undefined) return type === undefined ? "signal" : "signalWithStart";
  return type === undefined ? undefined : "start";
}

/** What the server would refuse, or nobody would read. */
function checkCombinations(rule: RuleDraft, reader: StrictReader): void {
  const { kind, idReusePolicy = "reject-duplicate", idConflictPolicy } = rule;
  if (rule.signal !== undefined && rule.update !== undefined)
    reader.combination(
      "A rule has either `signal` or `update`, not both.",
      "Make two messages' rules of them, or call one from the handler.",
      "update",
    );
  if (idReusePolicy === "reject-duplicate" && idConflictPolicy === "terminate-existing") {
    reader.combination(
      "`idReusePolicy: reject-duplicate` and `idConflictPolicy: terminate-existing` exclude each other; Temporal refuses the call.",
      "Write `idReusePolicy: allow-duplicate` to replace a running workflow.",
      "idConflictPolicy",
    );
  }
  if (kind === "signalWithStart" && idConflictPolicy === "fail")
    reader.combination(
      "Temporal refuses `idConflictPolicy: fail` together with a signal.",
      "Leave it out: a running workflow is then signalled.",
      "idConflictPolicy",
    );
  if (kind === "updateWithStart" && idConflictPolicy !== undefined && idConflictPolicy !== "use-existing")
    reader.combination(
      `\`idConflictPolicy: ${idConflictPolicy}\` cannot be combined with an update.`,
      "Leave it out: a running workflow is then updated.",
      "idConflictPolicy",
    );
  if (kind === "updateWithStart" && rule.startDelay !== undefined)
    reader.combination("`startDelay` cannot be combined with an update, which needs the workflow at once.", "Leave it out.", "startDelay");
  const startsNothing = kind === "signal" || kind === "update";
  const onlyForStarts = (
    [
      "taskQueue",
      "idReusePolicy",
      "idConflictPolicy",
      "onConflict",
      "executionTimeout",
      "runTimeout",
      "taskTimeout",
      "startDelay",
      "retry",
      "memo",
      "searchAttributes",
      "priority",
    ] as const
  ).filter((key) => rule[key] !== undefined);
  if (startsNothing)
    for (const key of onlyForStarts)
      reader.combination(
        `\`${key}\` is about starting a workflow; this rule starts none.`,
        "Give `workflow` as well, or leave it out.",
        key,
      );
  if (kind === "start")
    for (const key of (["onMissing", "onClosed"] as const).filter((name) => rule[name] !== undefined))
      reader.combination(
        `\`${key}\` is about a workflow that was started before; this rule starts one.`,
        "Leave it out; `onConflict` says what happens when the id is taken.",
        key,
      );
}

function retryOf(reader: StrictReader | undefined): WorkflowRule["retry"] {
  if (reader === undefined) return undefined;
  const value = defined({
    maximumAttempts: reader.integer("maximumAttempts", 1),
    initialInterval: reader.duration("initialInterval"),
    maximumInterval: reader.duration("maximumInterval"),
    backoffCoefficient: reader.number("backoffCoefficient", 1),
  });
  reader.end();
  return value;
}

function recordOf(node: DocumentNode | undefined, value: (at: DocumentNode) => ValueTemplate, { sink }: Lowering): WorkflowRule["memo"] {
  if (node === undefined) return undefined;
  new StrictReader(node, "x-temporal.memo", sink).end(node.kind === "object" ? node.entries().map(([key]) => key) : []);
  return node.kind === "object" ? node.entries().map(([key, entry]) => [key, value(entry)]) : [];
}

const attributeTypes = ["text", "keyword", "int", "double", "bool", "datetime", "keyword-list"] as const;

function attributesOf(
  node: DocumentNode | undefined,
  value: (at: DocumentNode) => ValueTemplate,
  { sink }: Lowering,
): WorkflowRule["searchAttributes"] {
  if (node === undefined) return undefined;
  return (node.kind === "object" ? node.entries() : []).flatMap(([name, entry]) => {
    const reader = new StrictReader(entry.resolve(), `x-temporal.searchAttributes.${name}`, sink);
    const type = reader.choice("type", attributeTypes);
    const at = reader.any("value");
    reader.end();
    if (at === undefined) reader.missing("value");
    if (!reader.has("type")) reader.missing("type");
    return type === undefined || at === undefined ? [] : [{ name, type, value: value(at) }];
  });
}

function whenOf(reader: StrictReader | undefined, { schemas }: Lowering): WorkflowRule["when"] {
  if (reader === undefined) return undefined;
  const payload = reader.any("payload");
  const headers = reader.any("headers");
  reader.end();
  return defined({
    payload: payload === undefined ? undefined : schemas.lower(payload),
    headers: headers === undefined ? undefined : schemas.lower(headers),
  });
}
