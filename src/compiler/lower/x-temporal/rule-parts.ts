import type { DocumentNode } from "../../document/node.ts";
import type { ValueTemplate, WorkflowRule } from "../../model/index.ts";
import { checkCondition } from "../expressions/check-condition.ts";
import type { MessageShape } from "../expressions/check-expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { entriesOf } from "../reading/fields.ts";
import { StrictReader } from "../reading/strict-reader.ts";

type ReadValue = (node: DocumentNode) => ValueTemplate;

export function readRetry(reader: StrictReader | undefined): WorkflowRule["retry"] {
  if (reader === undefined) return undefined;
  const value = defined({
    maximumAttempts: reader.integer("maximumAttempts", 1),
    initialInterval: reader.duration("initialInterval", 1),
    maximumInterval: reader.duration("maximumInterval", 1),
    backoffCoefficient: reader.number("backoffCoefficient", 1),
  });
  if (value.maximumInterval !== undefined && value.initialInterval !== undefined && value.maximumInterval < value.initialInterval)
    reader.combination("`maximumInterval` is shorter than `initialInterval`.", "Make it at least as long.", "maximumInterval");
  reader.end();
  return value;
}

/** Its keys are the user's own. */
export function readMemo(node: DocumentNode | undefined, value: ReadValue, { sink }: Lowering): WorkflowRule["memo"] {
  if (node === undefined) return undefined;
  const reader = new StrictReader(node, "x-temporal.memo", sink);
  if (entriesOf(node).some(([key]) => key === "boost"))
    reader.combination(
      "The memo `boost` is ours: it tells a redelivered message from another one with the same workflow id.",
      "Choose another name.",
      "boost",
    );
  return entriesOf(node).map(([key, entry]) => [key, value(entry)]);
}

const attributeTypes = ["text", "keyword", "int", "double", "bool", "datetime", "keyword-list"] as const;

export function readAttributes(node: DocumentNode | undefined, value: ReadValue, { sink }: Lowering): WorkflowRule["searchAttributes"] {
  if (node === undefined) return undefined;
  const names = new StrictReader(node, "x-temporal.searchAttributes", sink);
  return entriesOf(names.node).flatMap(([name, entry]) => {
    const reader = new StrictReader(entry.resolve(), `x-temporal.searchAttributes.${name}`, sink);
    const type = reader.choice("type", attributeTypes);
    const at = reader.any("value");
    reader.end();
    for (const key of ["type", "value"]) if (!reader.has(key)) reader.missing(key);
    return type === undefined || at === undefined ? [] : [{ name, type, value: value(at) }];
  });
}

/** What is known of a message that meets the condition. */
export function givenBy(condition: StrictReader | undefined): NonNullable<MessageShape["given"]> {
  return defined({ payload: conditionAt(condition, "payload"), headers: conditionAt(condition, "headers") });
}

export function checkWhen(condition: StrictReader | undefined, shape: MessageShape, { sink }: Lowering): void {
  for (const source of ["payload", "headers"] as const) {
    const [asked, schema] = [conditionAt(condition, source), shape[source]];
    if (asked !== undefined && schema !== undefined) checkCondition(asked, { schema, message: shape.name, sink });
  }
}

function conditionAt(condition: StrictReader | undefined, source: "payload" | "headers"): DocumentNode | undefined {
  const node = condition?.any(source);
  return node?.kind === "object" ? node : undefined;
}

/** Conditions are schemas like any other. */
export function readWhen(reader: StrictReader | undefined, { schemas }: Lowering): WorkflowRule["when"] {
  if (reader === undefined) return undefined;
  const payload = reader.schema("payload");
  const headers = reader.schema("headers");
  reader.end();
  if (!reader.has("payload") && !reader.has("headers"))
    reader.combination("`when` needs a condition; without one the rule always holds.", "Give `payload` or `headers`, or leave `when` out.");
  return defined({
    payload: payload === undefined ? undefined : schemas.lower(payload),
    headers: headers === undefined ? undefined : schemas.lower(headers),
  });
}
