import { JsonSource } from "../../../avro/json-source.ts";
import { readAvro } from "../../../avro/read.ts";
import { branchFor, described, fieldFor, logicalProblem, matches } from "../../../avro/resolve.ts";
import { type AvroEnum, type AvroField, type AvroRecord, type AvroType, branchName } from "../../../avro/schema.ts";
import { avroText } from "../../../avro/text.ts";
import type { Wire } from "../../model/index.ts";
import type { AvroChange } from "../change.ts";

type Report = (code: AvroChange, text: string, path: string) => void;

/**
 * What changed between two Avro schemas of one message, by Avro's own rules: a consumer of before reads with the old schema what the new one
 * wrote, a producer of before writes with the old one what the new one reads.
 * @see https://avro.apache.org/docs/1.12.0/specification/#schema-resolution
 */
export function compareAvro(old: Wire, now: Wire, report: Report): void {
  if ((old.long ?? "number") !== (now.long ?? "number"))
    report("avro-breaks-both", `a long was a ${old.long ?? "number"}, is a ${now.long ?? "number"}`, "");
  const [before, after] = [old, now].map(({ schema }) => readAvro(new JsonSource(JSON.parse(schema)), () => undefined));
  if (before !== undefined && after !== undefined) new Walk(report).compare(before, after, "");
}

class Walk {
  readonly #report: Report;
  readonly #seen = new Map<AvroType, Set<AvroType>>();

  constructor(report: Report) {
    this.#report = report;
  }

  compare(old: AvroType, now: AvroType, path: string): void {
    const seen = this.#seen.get(old) ?? new Set();
    this.#seen.set(old, seen);
    if (seen.has(now)) return;
    seen.add(now);
    if (old.kind === "union" || now.kind === "union") this.#unions(old, now, path);
    else if (old.kind === "record" && now.kind === "record") this.#records(old, now, path);
    else if (old.kind === "enum" && now.kind === "enum") this.#enums(old, now, path);
    else if (old.kind === "array" && now.kind === "array") this.compare(old.items, now.items, `${path}/[]`);
    else if (old.kind === "map" && now.kind === "map") this.compare(old.values, now.values, `${path}/*`);
    else this.#types(old, now, path);
  }

  #types(old: AvroType, now: AvroType, path: string): void {
    if (avroText(old) !== avroText(now)) this.#tell(old, now, `it was ${spoken(old)}, is ${spoken(now)}`, path);
  }

  #unions(old: AvroType, now: AvroType, path: string): void {
    const [before, after] = [branchesOf(old), branchesOf(now)];
    const names = (branches: readonly AvroType[]): string => branches.map(branchName).join();
    if (names(before) !== names(after) || old.kind !== now.kind) this.#tell(old, now, `it was ${spoken(old)}, is ${spoken(now)}`, path);
    for (const branch of before) {
      const same = after.find((each) => branchName(each) === branchName(branch));
      if (same !== undefined) this.compare(branch, same, path);
    }
  }

  #enums(old: AvroEnum, now: AvroEnum, path: string): void {
    this.#names(old, now, path);
    for (const symbol of now.symbols.filter((each) => !old.symbols.includes(each)))
      this.#report(code(old.default === undefined, false), `"${symbol}" is a new symbol${elseDefault(old)}`, path);
    for (const symbol of old.symbols.filter((each) => !now.symbols.includes(each)))
      this.#report(code(false, now.default === undefined), `"${symbol}" is no symbol any more${elseDefault(now)}`, path);
  }

  #records(old: AvroRecord, now: AvroRecord, path: string): void {
    this.#names(old, now, path);
    const gone = new Set<AvroField>(old.fields);
    for (const field of now.fields) {
      const same = old.fields.find(({ name }) => name === field.name);
      const renamed =
        same === undefined ? old.fields.find((each) => fieldFor({ ...now, fields: [field] }, each, old) !== undefined) : undefined;
      const before = same ?? renamed;
      if (before === undefined) {
        const text = `\`${field.name}\` is new, ${field.default === undefined ? "without a default" : "with a default"}`;
        this.#report(code(false, field.default === undefined), text, `${path}/${field.name}`);
        continue;
      }
      gone.delete(before);
      // Who reads with the old schema looks for the old name.
      if (renamed !== undefined) {
        const isFound = fieldFor({ ...old, fields: [renamed] }, field, now) !== undefined || renamed.default !== undefined;
        this.#report(code(!isFound, false), `\`${renamed.name}\` is called \`${field.name}\` now`, `${path}/${field.name}`);
      }
      this.compare(before.type, field.type, `${path}/${field.name}`);
      if (JSON.stringify(before.default) !== JSON.stringify(field.default)) this.#defaults(before, field, `${path}/${field.name}`);
    }
    for (const field of gone) {
      const text = `\`${field.name}\` is gone, which ${field.default === undefined ? "had no default" : "had a default"}`;
      this.#report(code(field.default === undefined, false), text, `${path}/${field.name}`);
    }
  }

  #defaults(old: AvroField, now: AvroField, path: string): void {
    const shown = ({ default: preset }: AvroField): string => (preset === undefined ? "none" : `\`${JSON.stringify(preset.value)}\``);
    this.#report("avro-compatible", `its default was ${shown(old)}, is ${shown(now)}`, path);
  }

  #names(old: AvroRecord | AvroEnum, now: AvroRecord | AvroEnum, path: string): void {
    if (old.name !== now.name) this.#tell(old, now, `\`${old.name}\` is called \`${now.name}\` now`, path);
  }

  #tell(old: AvroType, now: AvroType, text: string, path: string): void {
    this.#report(code(!isRead(now, old), !isRead(old, now)), text, path);
  }
}

function code(breaksConsumers: boolean, breaksProducers: boolean): AvroChange {
  if (breaksConsumers && breaksProducers) return "avro-breaks-both";
  return breaksConsumers ? "avro-breaks-consumers" : breaksProducers ? "avro-breaks-producers" : "avro-compatible";
}

/** Whether every value that the one writes is something to the other, what is inside not looked at. */
function isRead(writer: AvroType, reader: AvroType): boolean {
  return branchesOf(writer).every((branch) => {
    const into = reader.kind === "union" ? branchFor(reader, branch) : reader;
    return into !== undefined && matches(branch, into) && logicalProblem(branch, into) === undefined;
  });
}

function branchesOf(type: AvroType): readonly AvroType[] {
  return type.kind === "union" ? type.branches : [type];
}

function elseDefault({ default: preset }: AvroEnum): string {
  return preset === undefined ? "" : `; who does not know it reads "${preset}"`;
}

function spoken(type: AvroType): string {
  const logical = "logical" in type ? type.logical : undefined;
  if (logical?.kind === "decimal") return `decimal(${logical.precision}, ${logical.scale})`;
  return logical === undefined ? described(type) : logical.kind;
}
