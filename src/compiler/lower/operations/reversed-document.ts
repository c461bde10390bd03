import type { DiagnosticSink } from "../../diagnostics/index.ts";
import { words } from "../../naming/index.ts";
import type { OperationDraft } from "../outline/draft.ts";
import { verbsOfTheOther } from "./operation-names.ts";

const shown = 3;

/**
 * In AsyncAPI 2 `publish` is what others publish to the application, and many documents are written the other way round. Nothing but the names
 * of the operations tells, so it is said and not decided. AsyncAPI 3 has `action`, which leaves no doubt.
 */
export function reportReversedDocument(operations: readonly OperationDraft[], sink: DiagnosticSink): void {
  const against = operations.filter((operation) => operation.hasKey && speaksForTheOther(operation));
  const [first] = against;
  if (first === undefined || against.length * 2 <= operations.length) return;
  const names = against
    .slice(0, shown)
    .map(({ key, action }) => ({ operation: key, does: action === "receive" ? "receives" : "sends" }) as const);
  sink.report("document-reversed", first.node, { names, more: against.length - names.length }, { part: "key" });
}

/** What an application is that does what the other side does: `orderProducer`, `stock-listener`. */
const nounsOfTheOther: { readonly [action in OperationDraft["action"]]: ReadonlySet<string> } = {
  receive: new Set(["publisher", "producer", "sender", "emitter"]),
  send: new Set(["subscriber", "consumer", "receiver", "listener", "handler"]),
};

/** `publishOrder`, `publishesOrders`, `orderPublisher`. */
function speaksForTheOther({ wanted, action }: OperationDraft): boolean {
  const all = words(wanted).map((word) => word.toLowerCase());
  const [first = "", last = ""] = [all[0], all.at(-1)];
  const verb = [first, first.replace(/s$/, ""), first.replace(/es$/, "")].some((form) => verbsOfTheOther[action].verbs.has(form));
  return verb || nounsOfTheOther[action].has(last);
}
