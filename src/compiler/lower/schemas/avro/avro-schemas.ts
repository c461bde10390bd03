import { readAvro } from "../../../../avro/read.ts";
import { type AvroType, branchName } from "../../../../avro/schema.ts";
import { type AvroMapping, isNatural, wrapperOf } from "../../../../avro/shape.ts";
import { avroText } from "../../../../avro/text.ts";
import { type Diagnostic, diagnostic } from "../../../diagnostics/index.ts";
import type { DocumentNode } from "../../../document/node.ts";
import { avroDefinitions, namespaceAround } from "./definitions.ts";
import { type AvroNamed, AvroView } from "./view.ts";
import { ViewNode } from "./view-node.ts";

/** An Avro schema of the document, read. */
export interface AvroSchema {
  /** The JSON Schema of its values. */
  readonly node: DocumentNode;
  /** Canonical text, for the contract. */
  readonly text: string;
}

/** The Avro schemas of one document. Each is read once, however many messages have it. */
export interface AvroSchemas {
  at(node: DocumentNode, mapping: AvroMapping): AvroSchema;
  /** What the record or enum at a view is called. */
  nameOf(id: string): string | undefined;
}

export function avroSchemas(root: DocumentNode, report: (diagnostic: Diagnostic) => void): AvroSchemas {
  // Asked for where a schema uses a name that it does not define.
  let definitions: ReturnType<typeof avroDefinitions> | undefined;
  const elsewhere = (name: string): ReturnType<ReturnType<typeof avroDefinitions>["get"]> => {
    definitions ??= avroDefinitions(root);
    return definitions.get(name);
  };
  const known = new Map<string, AvroSchema>();
  const shared: AvroNamed = { nodes: new Map(), names: new Map() };
  return {
    nameOf: (id) => shared.names.get(id),
    at: (node, mapping) => {
      const target = node.resolve();
      const key = JSON.stringify([target.id, mapping.long ?? "number"]);
      const found = known.get(key);
      if (found !== undefined) return found;
      const isFirst = !known.has(JSON.stringify([target.id, mapping.long === "string" ? "number" : "string"]));
      let isSound = true;
      const type = readAvro<DocumentNode>(
        target,
        (code, parameters, at) => {
          const complaint = diagnostic(code, parameters as never, at.place());
          if (complaint.severity === "error") isSound = false;
          if (isFirst) report(complaint);
        },
        { elsewhere, around: namespaceAround },
      );
      if (isSound) reportWrapped(type, mapping, report);
      // Of a schema with a mistake nothing more is asked.
      const made = isSound
        ? { node: new AvroView(mapping, shared).schema(type, target), text: avroText(type) }
        : { node: new ViewNode(target, `${target.id} is broken`, () => new Map()), text: '"null"' };
      known.set(key, made);
      return made;
    },
  };
}

/** Unions whose values have to name their branch, which a reader of the schema would not expect. */
function reportWrapped(type: AvroType<DocumentNode>, mapping: AvroMapping, report: (diagnostic: Diagnostic) => void): void {
  const seen = new Set<AvroType<DocumentNode>>();
  const open: AvroType<DocumentNode>[] = [type];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === "array") open.push(next.items);
    else if (next.kind === "map") open.push(next.values);
    else if (next.kind === "record") open.push(...next.fields.map((field) => field.type));
    else if (next.kind === "union") {
      open.push(...next.branches);
      const keys = next.branches.flatMap((branch) => wrapperOf(branch) ?? []);
      if (!isNatural(next, mapping))
        report(diagnostic("avro-union-wrapped", { branches: next.branches.map(branchName), keys }, next.source.place()));
    }
  }
}
