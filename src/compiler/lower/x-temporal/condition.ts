import type { DocumentNode } from "../../document/node.ts";
import { checkCondition } from "../expressions/check-condition.ts";
import type { MessageShape } from "../expressions/check-expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { child } from "../reading/fields.ts";

/** What is known of a message that meets the condition `when`. */
export function givenBy(when: DocumentNode | undefined): NonNullable<MessageShape["given"]> {
  return defined({ payload: conditionAt(when, "payload"), headers: conditionAt(when, "headers") });
}

export function checkWhen(when: DocumentNode | undefined, shape: MessageShape, { sink }: Lowering): void {
  for (const source of ["payload", "headers"] as const) {
    const [asked, schema] = [conditionAt(when, source), shape[source]];
    if (asked !== undefined && schema !== undefined) checkCondition(asked, { schema, message: shape.name, sink });
  }
}

function conditionAt(when: DocumentNode | undefined, source: "payload" | "headers"): DocumentNode | undefined {
  const node = child(when, source);
  return node?.kind === "object" ? node : undefined;
}
