import { isBeyondNumbers } from "../../../../avro/defaults.ts";
import { recordsIn } from "../../../../avro/least-bytes.ts";
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
  /** `mapping`: of a message; without one it is as of the message that has it, if one does. */
  at(node: DocumentNode, mapping?: AvroMapping): AvroSchema;
  /** What the record or enum at a view is called. */
  nameOf(id: string): string | undefined;
}

/** `general`: of schemas that no message has. */
export function avroSchemas(root: DocumentNode, report: (diagnostic: Diagnostic) => void, general: AvroMapping): AvroSchemas {
  // Asked for where a schema uses a name that it does not define.
  let definitions: ReturnType<typeof avroDefinitions> | undefined;
  const elsewhere = (name: string): ReturnType<ReturnType<typeof avroDefinitions>["get"]> => {
    definitions ??= avroDefinitions(root);
    return definitions.get(name);
  };
  const known = new Map<string, AvroSchema & { readonly reportLongs: () => void }>();
  /** By what a message first read it as. */
  const asked = new Map<string, AvroMapping>();
  const shared: AvroNamed = { nodes: new Map(), names: new Map() };
  return {
    nameOf: (id) => shared.names.get(id),
    at: (node, wanted) => {
      const target = node.resolve();
      if (wanted !== undefined && !asked.has(target.id)) asked.set(target.id, wanted);
      const mapping = wanted ?? asked.get(target.id) ?? general;
      const key = JSON.stringify([target.id, mapping.long ?? "number"]);
      const found = known.get(key);
      if (found !== undefined) {
        if (wanted !== undefined) found.reportLongs();
        return found;
      }
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
      let isTold = !isSound || mapping.long === "string";
      const reportLongs = (): void => {
        if (!isTold) longDefaults(type).forEach(report);
        isTold = true;
      };
      // Of a schema with a mistake nothing more is asked.
      const made = isSound
        ? { node: new AvroView(mapping, shared).schema(type, target), text: avroText(type), reportLongs }
        : { node: new ViewNode(target, `${target.id} is broken`, () => new Map()), text: '"null"', reportLongs };
      known.set(key, made);
      if (wanted !== undefined) reportLongs();
      return made;
    },
  };
}

/** Of a schema that is read with longs as numbers. */
function longDefaults(type: AvroType<DocumentNode>): readonly Diagnostic[] {
  return recordsIn(type)
    .flatMap(({ fields }) => fields)
    .filter(({ type: inner, default: preset }) => preset !== undefined && isBeyondNumbers(inner, preset.value))
    .map(({ name, source }) => diagnostic("avro-long-default", { field: name }, (source.get("default") ?? source).place()));
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
