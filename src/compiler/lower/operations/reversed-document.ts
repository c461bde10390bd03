import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { OperationDraft } from "../outline/draft.ts";
import { wordOfTheOther } from "./operation-names.ts";

const shown = 3;

/**
 * In AsyncAPI 2 `publish` is what others publish to the application, and many documents are written the other way round. Nothing but the names
 * of the operations tells, so it is said and not decided. AsyncAPI 3 has `action`, which leaves no doubt.
 */
export function reportReversedDocument(operations: readonly OperationDraft[], sink: DiagnosticSink): void {
  const against = operations.filter((operation) => operation.hasKey && wordOfTheOther(operation.wanted, operation.action) !== undefined);
  const [first] = against;
  if (first === undefined || against.length * 2 <= operations.length) return;
  const names = against
    .slice(0, shown)
    .map(({ key, action }) => ({ operation: key, does: action === "receive" ? "receives" : "sends" }) as const);
  sink.report("document-reversed", first.node, { names, more: against.length - names.length }, { part: "key" });
}
