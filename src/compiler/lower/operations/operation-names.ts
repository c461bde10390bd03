import type { Operation } from "../../model/index.ts";
import { words } from "../../naming/index.ts";
import { actionOf } from "../channels/channels.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, handlerFile, type Named, operationName, typeName } from "../names/index.ts";
import type { OperationDraft } from "../outline/draft.ts";

export type OperationNames = Pick<Operation, "name" | "typeName" | "file">;

/** Of each operation its own name, that of its handlers' type and that of its handler file. */
export function namesOfOperations(drafts: readonly OperationDraft[], lowering: Lowering): (id: string) => OperationNames {
  const { sink, types } = lowering;
  const own = drafts.map((draft) => ({ id: draft.id, node: draft.node, candidates: candidatesOf(draft, lowering) }));
  const names = assignNames("operation", own, { make: operationName, sink });
  const nameOf = (id: string): string => names.get(id) ?? "";
  for (const draft of drafts) reportOther(draft, nameOf(draft.id), lowering);
  const after = (suffix: string): readonly Named[] =>
    own.map(({ id, node }) => ({ id, node, candidates: [{ text: `${nameOf(id)}${suffix}`, rank: 0 }] }));
  const typeNames = assignNames("type of handlers", after("Handlers"), { make: typeName, sink, taken: types });
  const files = assignNames("handler file", after(""), { make: handlerFile, sink });
  for (const name of typeNames.values()) types.add(name);
  return (id) => ({ name: nameOf(id), typeName: typeNames.get(id) ?? "", file: files.get(id) ?? "" });
}

type Action = OperationDraft["action"];

/** The document names an operation for the side that it describes; for a client of that the name says what the client does, where it is free. */
function candidatesOf(draft: OperationDraft, lowering: Lowering): Named["candidates"] {
  const documented = { text: draft.wanted, rank: 0 };
  const turned = lowering.role === "application" ? undefined : turnedName(draft.wanted, actionOf(draft, lowering));
  return turned === undefined ? [documented] : [{ text: turned, rank: 0, isTry: true }, documented];
}

function reportOther(draft: OperationDraft, name: string, lowering: Lowering): void {
  const { wanted, key, node, hasKey } = draft;
  if (!hasKey || lowering.role === "application") return;
  const action = actionOf(draft, lowering);
  const turned = turnedName(wanted, action);
  if (turned === undefined || operationName(turned) !== name) return;
  lowering.sink.report(
    "operation-of-client",
    node,
    { operation: key, name, does: action === "receive" ? "receives" : "sends" },
    { part: "key" },
  );
}

/** What the other side is called and does. */
const wordsOfTheOther: {
  readonly [action in Action]: { readonly verbs: ReadonlySet<string>; readonly nouns: ReadonlySet<string>; readonly verb: string };
} = {
  receive: {
    verbs: new Set(["send", "publish", "emit", "produce", "dispatch", "broadcast"]),
    nouns: new Set(["publisher", "producer", "sender", "emitter", "broadcaster"]),
    verb: "on",
  },
  send: {
    verbs: new Set(["on", "receive", "consume", "handle", "subscribe", "listen"]),
    nouns: new Set(["subscriber", "consumer", "receiver", "listener", "handler"]),
    verb: "send",
  },
};

/** Whether a name says the opposite of what the operation does, and with which word: `publishOrder`, `publishesOrders`, `orderPublisher`. */
export function wordOfTheOther(name: string, action: Action): "verb" | "noun" | undefined {
  const { verbs, nouns } = wordsOfTheOther[action];
  const all = words(name).map((word) => word.toLowerCase());
  // The keyword of AsyncAPI 2 once more.
  if (all.length === 1 && /^(?:publish|subscribe)$/.test(all[0] ?? "")) return undefined;
  const [first = "", last = ""] = [all[0], all.at(-1)];
  if ([first, first.replace(/s$/, ""), first.replace(/es$/, "")].some((form) => verbs.has(form))) return "verb";
  return nouns.has(last) ? "noun" : undefined;
}

/** The name for the side that does the opposite; `undefined` where it says nothing of it, or nothing else. */
function turnedName(wanted: string, action: Action): string | undefined {
  const kind = wordOfTheOther(wanted, action);
  const all = words(wanted);
  if (kind === undefined || all.length < 2) return undefined;
  const { verb, nouns } = wordsOfTheOther[action];
  const told = kind === "verb" ? all.slice(1) : all;
  const rest = told.length > 1 && nouns.has(told.at(-1)?.toLowerCase() ?? "") ? told.slice(0, -1) : told;
  const [preposition = "", ...others] = rest;
  return [verb, ...(/^(?:to|for)$/i.test(preposition) && others.length > 0 ? others : rest)].join(" ");
}
