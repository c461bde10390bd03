import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";

type Extension = "x-boost" | "x-temporal";

const name = "[^/]+";
const message = String.raw`(?:/components/messages/${name}|/channels/${name}/messages/${name}|/components/channels/${name}/messages/${name}|.*/message(?:/oneOf/\d+)?)`;
const operation = `(?:/operations/${name}|/components/operations/${name}|/channels/${name}/(?:publish|subscribe)|/components/channels/${name}/(?:publish|subscribe))`;
const channel = `(?:/channels/${name}|/components/channels/${name})`;
const trait = String.raw`(?:/components/(?:operationTraits|messageTraits)/${name}|.*/traits/\d+)`;

/** Where each extension is read: at the root, on operations, on messages, and on the traits of both; `x-boost` on channels as well. */
const places: Readonly<Record<Extension, RegExp>> = {
  "x-boost": new RegExp(`^(?:|${channel}|${message}|${operation}|${trait})$`),
  "x-temporal": new RegExp(`^(?:|${message}|${operation}|${trait})$`),
};

const belongs: Readonly<Record<Extension, string>> = {
  "x-temporal": "on an operation that receives, on a message, or at the root of the document (for defaults)",
  "x-boost": "on a channel, on an operation, on a message, or at the root of the document (for defaults)",
};

/** What stands below these keys is data, or a schema, in which anybody may write anything. */
const opaque: ReadonlySet<string> = new Set([
  "examples",
  "example",
  "default",
  "const",
  "enum",
  "bindings",
  "payload",
  "headers",
  "schemas",
  "schema",
]);

/** An extension that nobody reads would be lost in silence: it stands in the wrong place, or its name is misspelt. */
export function reportMisplacedExtensions(root: DocumentNode, sink: DiagnosticSink): void {
  const open: DocumentNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...node.items());
    for (const [key, value] of node.entries()) {
      if (key.startsWith("x-")) reportExtension(key, value, node, sink);
      else if (!opaque.has(key) || isNamed(node)) open.push(value);
    }
  }
}

function reportExtension(key: string, value: DocumentNode, parent: DocumentNode, sink: DiagnosticSink): void {
  if (key === "x-boost" || key === "x-temporal") {
    if (!places[key].test(parent.pointer)) sink.report("extension-misplaced", value, { key, places: belongs[key] }, { part: "key" });
    return;
  }
  const suggestion = key.length > 4 ? suggest(key, ["x-boost", "x-temporal"]) : undefined;
  if (suggestion !== undefined && isNear(key, suggestion)) sink.report("extension-misspelt", value, { key, suggestion }, { part: "key" });
}

/** Other people's extensions are none of ours: only what shares the beginning, or nearly and the end, is taken for a mistake. */
function isNear(key: string, suggestion: string): boolean {
  if (Math.abs(key.length - suggestion.length) > 2) return false;
  const same = (from: number, to?: number): boolean => key.slice(from, to).toLowerCase() === suggestion.slice(from, to);
  return same(0, 5) || (same(0, 4) && same(-1));
}

/** A map whose keys are names of things: a channel may be called `schema`. */
function isNamed({ pointer }: DocumentNode): boolean {
  return /^(?:\/channels|\/operations|\/servers|\/components\/[^/]+|.*\/messages)$/.test(pointer) && pointer !== "/components/schemas";
}
