import type { Operation } from "../../model/index.ts";
import { words } from "../../naming/index.ts";
import { actionOf } from "../channels/channels.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, handlerFile, operationName, typeName } from "../names/index.ts";
import type { OperationDraft } from "../outline/draft.ts";

export type OperationNames = Pick<Operation, "name" | "typeName" | "file">;

/** Of each operation its own name, that of its handlers' type and that of its handler file. */
export function namesOfOperations(drafts: readonly OperationDraft[], lowering: Lowering): (id: string) => OperationNames {
  const { sink, types } = lowering;
  const own = drafts.map((draft) => ({ id: draft.id, node: draft.node, candidates: [{ text: wantedOf(draft, lowering), rank: 0 }] }));
  const names = assignNames("operation", own, { make: operationName, sink });
  const nameOf = (id: string): string => names.get(id) ?? "";
  const after = (suffix: string): typeof own =>
    own.map((claim) => ({ ...claim, candidates: [{ text: `${nameOf(claim.id)}${suffix}`, rank: 0 }] }));
  const typeNames = assignNames("type of handlers", after("Handlers"), { make: typeName, sink, taken: types });
  const files = assignNames("handler file", after(""), { make: handlerFile, sink });
  for (const name of typeNames.values()) types.add(name);
  return (id) => ({ name: nameOf(id), typeName: typeNames.get(id) ?? "", file: files.get(id) ?? "" });
}

/** Verbs of the one side, by what the other side does. */
export const verbsOfTheOther = {
  receive: { verbs: new Set(["send", "publish", "emit", "produce", "dispatch"]), verb: "on" },
  send: { verbs: new Set(["on", "receive", "consume", "handle", "subscribe", "listen"]), verb: "send" },
} as const;

/** The document names an operation for the side that it describes; for a client of that the name says what the client does. */
function wantedOf(draft: OperationDraft, lowering: Lowering): string {
  const { wanted, key, node, hasKey } = draft;
  if (lowering.role === "application") return wanted;
  const action = actionOf(draft, lowering);
  const [first = "", ...rest] = words(wanted);
  const { verbs, verb } = verbsOfTheOther[action];
  if (rest.length === 0 || !verbs.has(first.toLowerCase())) return wanted;
  const [preposition = "", ...others] = rest;
  const name = [verb, ...(/^(?:to|for)$/i.test(preposition) && others.length > 0 ? others : rest)].join(" ");
  const does = action === "receive" ? "receives" : "sends";
  if (hasKey) lowering.sink.report("operation-of-client", node, { operation: key, name: operationName(name), does }, { part: "key" });
  return name;
}
