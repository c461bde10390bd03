import { type Diagnostic, diagnostic, type Place } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Schema, SchemaDeclaration } from "../../model/index.ts";
import { externalDocsOf } from "../reading/notes.ts";
import { sourceOf } from "../reading/source.ts";
import type { AvroSchemas } from "./avro/avro-schemas.ts";
import { isAvro } from "./avro/format.ts";
import { type Dialect, none, type SchemaContext, type Session } from "./context.ts";
import { dialectOf } from "./dialect.ts";
import type { SchemaDraft } from "./draft.ts";
import { findEndless } from "./endless.ts";
import { heirsById } from "./heirs.ts";
import { withoutChoiceOfFamily } from "./inheritance.ts";
import { withInputNames } from "./input-names.ts";
import { nameSchemas } from "./names.ts";
import { hasNamedPlace, pathOfPlace } from "./pointer-path.ts";
import { isOneOfSeveral, lowerPart, lowerSchema } from "./schema.ts";
import { type SettleOptions, settle } from "./settle.ts";

export interface SchemaOptions {
  readonly report: (diagnostic: Diagnostic) => void;
  /** Its file; absent where there is one file only. */
  readonly document?: string;
  /** For components in Avro. */
  readonly avro?: AvroSchemas;
}

export interface SchemaLowering {
  /**
   * The schema at a node, for use in the contract. `path` are the words of the name that it gets unless it is a reference; without one
   * it stays nameless. The content of references is read by `finish`.
   */
  lower(node: DocumentNode, path?: readonly string[], dialect?: Dialect): Schema;
  /** Reads what was only referred to. Call once, after all `lower`. */
  finish(): FinishedSchemas;
}

export interface FinishedSchemas {
  /** The final form of a schema that has no name. */
  settled(schema: Schema): Schema;
  /** Every named schema in its final form, in the order of the document. Call once, when all other names are known: `taken`, exported beside them. */
  named(taken: ReadonlySet<string>): readonly SchemaDeclaration[];
}

interface Entry {
  readonly node: DocumentNode;
  readonly dialect: Dialect;
  path: readonly string[];
  /** Names of the messages that refer to it. */
  readonly usedBy: Set<string>;
  owner: string | undefined;
  schema: Schema | undefined;
  /** It says itself what it is called. */
  readonly isNamed: boolean;
  /** Something is this schema, and not only made of it. */
  isWhole: boolean;
}

/** Lowers the schemas of one document. Linear: each place is read once, however often it is referred to. */
export function schemaLowering(options: SchemaOptions): SchemaLowering {
  const entries = new Map<string, Entry>();
  const open: Entry[] = [];
  const discriminators: Session["discriminators"] = new Map();

  const entryFor = (node: DocumentNode, dialect: Dialect): Entry => {
    const known = entries.get(node.id);
    if (known !== undefined) return known;
    const name = options.avro?.nameOf(node.id);
    const entry: Entry = {
      node,
      dialect,
      path: name === undefined ? pathOfPlace(node.file, node.pointer) : [name],
      isNamed: name !== undefined,
      usedBy: new Set(),
      owner: undefined,
      schema: undefined,
      isWhole: false,
    };
    entries.set(node.id, entry);
    return entry;
  };

  const session: Session = {
    report: options.report,
    lower: lowerSchema,
    part: lowerPart,
    discriminators,
    reference: (found, dialect, use) => {
      const node = avroRecordAt(found, options) ?? found;
      if (node.kind === "boolean") return { kind: node.value === true ? "any" : "never" };
      const isNew = !entries.has(node.id);
      const entry = entryFor(node, dialect);
      if (isNew) open.push(entry);
      if (use === "whole") entry.isWhole = true;
      return { kind: "reference", target: node.id };
    },
    declare: (node, { path, owner }, schema) => {
      const entry = entryFor(node, "asyncapi");
      entry.schema = schema;
      entry.path = path;
      entry.owner = owner;
      return { kind: "reference", target: node.id };
    },
  };

  const contextOf = (node: DocumentNode, dialect: Dialect, path: readonly string[] | undefined): SchemaContext => ({
    dialect,
    known: undefined,
    beside: none,
    naming: path === undefined ? undefined : { path, owner: node.id },
    session,
  });

  const read = (entry: Entry): void => {
    if (entry.schema !== undefined) return;
    const { schema, dialect } = unwrapped(entry.node, entry.dialect, options);
    entry.schema = { kind: "never" };
    entry.schema = schema === undefined ? { kind: "any" } : lowerSchema(schema, contextOf(entry.node, dialect, entry.path));
  };

  return {
    lower: (node, path, dialect = "asyncapi") => {
      const record = avroRecordAt(node, options);
      if (record !== undefined) return session.reference(record, dialect, "whole");
      const isUse = node.reference !== undefined && !isOneOfSeveral(node, { dialect });
      if (isUse || path === undefined) {
        const schema = lowerSchema(node, contextOf(node, dialect, path));
        if (schema.kind === "reference" && path !== undefined) entries.get(schema.target)?.usedBy.add(path.join(" "));
        return schema;
      }
      const entry = entryFor(node, dialect);
      entry.path = path;
      read(entry);
      return { kind: "reference", target: node.id };
    },
    finish: () => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) read(next);
      return finish(entries, discriminators, options);
    },
  };
}

function finish(
  entries: ReadonlyMap<string, Entry>,
  discriminators: Session["discriminators"],
  { report, document }: SchemaOptions,
): FinishedSchemas {
  const drafts = [...entries.values()].sort((a, b) => byPlace(a.node.place(), b.node.place())).map((entry) => draftOf(entry, document));
  const placeOf = (id: string): Place | undefined => entries.get(id)?.node.place();
  const { known, groups } = withoutEndless(drafts);
  const options: SettleOptions = {
    lookup: (target) => known.get(target),
    report: (discriminator, problem) => {
      const node = discriminators.get(discriminator);
      if (node === undefined) return;
      const { property } = discriminator;
      report(diagnostic(problem === "optional" ? "discriminator-optional" : "discriminator-unused", { property }, node.place("key")));
    },
  };
  return {
    settled: (schema) => settle(schema, options),
    named: (taken) => {
      const names = nameSchemas(drafts, taken);
      for (const { ids, isFamily } of groups) {
        const place = placeOf(ids[0] ?? "");
        const shown = ids
          .map((id) => `\`${names.get(id)?.name ?? id}\``)
          .join(", ")
          .replace(/, (?=[^,]*$)/, " and ");
        if (place !== undefined) report(diagnostic(isFamily ? "schema-family" : "schema-endless", { names: shown }, place));
      }
      const heirs = heirsById(known);
      for (const { node, isWhole } of entries.values()) {
        const inherited = (heirs.get(node.id) ?? []).flatMap((id) => names.get(id)?.name ?? []);
        const alone = isWhole ? aloneDiscriminator(node) : undefined;
        const name = names.get(node.id)?.name ?? "";
        if (alone !== undefined && inherited.length > 0)
          report(diagnostic("discriminator-alone", { name, heirs: inherited }, alone.place("key")));
      }
      const declarations = drafts.map((draft): SchemaDeclaration => {
        const { path, owner, schema, usedBy, ...rest } = draft;
        const { name, file, missed } = names.get(draft.id) ?? { name: "", file: "" };
        const place = placeOf(draft.id);
        if (missed !== undefined && place !== undefined)
          report(diagnostic("schema-name-taken", { name: missed.name, used: name, taken: missed.because === "taken" }, place));
        return { kind: "declaration", ...rest, name, file, schema: settle(known.get(draft.id) ?? schema, options) };
      });
      return withInputNames(declarations, taken);
    },
  };
}

interface EndlessGroup {
  readonly ids: readonly string[];
  /** A base that chooses among what inherits from it, which can be resolved. */
  readonly isFamily: boolean;
}

/** The content of all named schemas, with every cycle that a value could never get through resolved or, where nothing can be meant by it, made impossible. */
function withoutEndless(drafts: readonly SchemaDraft[]): {
  readonly known: ReadonlyMap<string, Schema>;
  readonly groups: readonly EndlessGroup[];
} {
  const known = new Map(drafts.map((draft) => [draft.id, draft.schema]));
  const before = new Map(known);
  const groups = findEndless(known).map((ids): EndlessGroup => {
    const family = new Set(ids);
    const resolved = ids.map(
      (id) => [id, withoutChoiceOfFamily(before.get(id) ?? { kind: "never" }, family, (target) => before.get(target))] as const,
    );
    const isFamily = findEndless(new Map(resolved)).length === 0;
    for (const [id, schema] of resolved) known.set(id, isFamily ? schema : { kind: "never" });
    return { ids, isFamily };
  });
  return { known, groups };
}

/** Where a schema has a `discriminator` and nothing to choose from. */
function aloneDiscriminator(node: DocumentNode): DocumentNode | undefined {
  if (node.kind !== "object" || ["oneOf", "anyOf"].some((keyword) => node.get(keyword) !== undefined)) return undefined;
  return node.get("discriminator");
}

function draftOf({ node, path, usedBy, owner, schema, isNamed }: Entry, document: string | undefined): SchemaDraft {
  const notes = node.kind === "object" ? node : undefined;
  const title = notes?.get("title")?.value;
  const description = notes?.get("description")?.value;
  const externalDocs = externalDocsOf(notes?.get("externalDocs")?.resolve());
  return {
    id: node.id,
    pointer: node.pointer,
    ...(document === undefined ? {} : sourceOf(node, document)),
    path,
    usedBy: isNamed || hasNamedPlace(node.pointer) ? [] : [...usedBy],
    schema: schema ?? { kind: "any" },
    ...(owner === undefined || owner === node.id ? {} : { owner }),
    ...(typeof title === "string" ? { title } : {}),
    ...(typeof description === "string" ? { description } : {}),
    ...(notes?.get("deprecated")?.value === true ? { deprecated: true } : {}),
    ...(externalDocs === undefined ? {} : { externalDocs }),
  };
}

/** A component that wraps a record or an enum of Avro is that, and has its name. */
function avroRecordAt(node: DocumentNode, { avro }: SchemaOptions): DocumentNode | undefined {
  const format = node.kind === "object" ? node.get("schemaFormat")?.value : undefined;
  const schema = node.kind === "object" ? node.get("schema") : undefined;
  if (avro === undefined || schema === undefined || typeof format !== "string" || !isAvro(format)) return undefined;
  const view = avro.at(schema).node;
  return view.reference === undefined ? undefined : view.resolve();
}

/** A component may be `{ schemaFormat, schema }`, AsyncAPI 3's Multi Format Schema Object. */
function unwrapped(
  node: DocumentNode,
  dialect: Dialect,
  { report, avro }: SchemaOptions,
): { readonly schema: DocumentNode | undefined; readonly dialect: Dialect } {
  const format = node.kind === "object" ? node.get("schemaFormat") : undefined;
  const schema = node.kind === "object" ? node.get("schema") : undefined;
  if (format === undefined || schema === undefined || typeof format.value !== "string") return { schema: node, dialect };
  const named = dialectOf(format.value);
  if (named !== undefined) return { schema, dialect: named };
  if (avro !== undefined && isAvro(format.value)) return { schema: avro.at(schema).node, dialect };
  report(diagnostic("schema-format-unsupported", { format: format.value }, format.place()));
  return { schema: undefined, dialect };
}

/** Document order: parents before what they contain, which is how they are read. */
function byPlace(a: Place, b: Place): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column || a.pointer.length - b.pointer.length : a.file < b.file ? -1 : 1;
}
