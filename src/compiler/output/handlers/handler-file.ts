import { importLine } from "../../code/index.ts";
import type { HandlerImport, HandlerStub } from "../../emit/handler-stub.ts";
import { applyInsertions, type Insertion, insertIntoObject } from "./insert.ts";
import { layoutAt } from "./layout.ts";
import type { LocatedImports, ParsedSource } from "./locate.ts";
import { scanMembers } from "./scan.ts";
import { memberLines } from "./stub.ts";

/** What has to be in one user-owned file: members of an exported object literal, and names that are imported for them. */
export interface Requirement {
  readonly exportName: string;
  /** Of the object; absent for the index. */
  readonly type?: { readonly name: string; readonly from: string };
  readonly members: readonly { readonly name: string; readonly lines: readonly string[]; readonly imports: readonly HandlerImport[] }[];
}

export type Extension =
  | { readonly kind: "complete" }
  | {
      readonly kind: "inserted";
      readonly bytes: Buffer;
      readonly members: readonly string[];
      readonly insertions: readonly { readonly line: number; readonly text: string }[];
    }
  | {
      readonly kind: "unknown";
      readonly members: readonly string[];
      readonly reason: string;
      readonly plausible: boolean;
      /** Where the members go, if not into an object literal. */
      readonly className?: string;
    };

/** `from`: where the type of the object is, seen from the file. */
export function requirementOf(stub: HandlerStub, from: string): Requirement {
  return {
    exportName: stub.exportName,
    type: { name: stub.typeName, from },
    members: stub.members.map((member) => ({ name: member.name, lines: memberLines(member), imports: member.imports ?? [] })),
  };
}

/** Inserts what is missing. Every byte outside the insertions stays; a file that cannot be understood, or was moved, is not touched. */
export async function extendFile(bytes: Buffer, requirement: Requirement, { isMoved = false } = {}): Promise<Extension> {
  const text = decode(bytes);
  const all = requirement.members.map((member) => member.name);
  if (text === undefined) return { kind: "unknown", members: all, reason: "it is not UTF-8", plausible: true };
  const scanned = scanMembers(text, requirement.exportName);
  if (scanned !== undefined && all.every((name) => scanned.has(name))) return { kind: "complete" };

  const { parseSource } = await import("./locate.ts");
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const code = text.slice(start);
  const source = parseSource(code);
  const object = source.object(requirement.exportName);
  const missing = requirement.members.filter((member) => !object.members.has(member.name));
  if (missing.length === 0) return { kind: "complete" };
  const members = missing.map((member) => member.name);
  if (!source.valid) return { kind: "unknown", members, reason: "it has a syntax error", plausible: false };
  if (object.kind === "unknown") return { ...object, members };
  if (isMoved) return { kind: "unknown", members, reason: "it was moved", plausible: false };
  const insertions = [
    ...insertIntoObject(
      code,
      object,
      missing.map((member) => member.lines),
    ),
    ...importLines(code, source.imports(), missing),
  ];
  const result = applyInsertions(code, insertions);
  if (!holds(parseSource(result), requirement.exportName, all))
    return { kind: "unknown", members, reason: "its layout leaves no safe place for an insertion", plausible: false };
  return {
    kind: "inserted",
    bytes: Buffer.from(text.slice(0, start) + result, "utf8"),
    members,
    insertions: insertions.map((insertion) => ({ line: lineOf(insertion, insertions, result), text: insertion.text })),
  };
}

function importLines(code: string, imports: LocatedImports, missing: Requirement["members"]): readonly Insertion[] {
  const wanted = [...new Map(missing.flatMap((member) => member.imports).map((wish) => [wish.name, wish])).values()].filter(
    (wish) => !imports.names.has(wish.name),
  );
  if (wanted.length === 0) return [];
  const quote = imports.lastText.includes("'") ? "'" : '"';
  const end = imports.lastText === "" || imports.lastText.endsWith(";") ? ";" : "";
  const lines = wanted.map(({ name, from }) => importLine({ names: [name], from }, { quote, end }));
  const { eol } = layoutAt(code, imports.lastEnd ?? 0);
  return [
    imports.lastEnd === undefined
      ? { at: 0, text: lines.map((line) => line + eol).join("") }
      : { at: imports.lastEnd, text: lines.map((line) => eol + line).join("") },
  ];
}

function holds(source: ParsedSource, exportName: string, members: readonly string[]): boolean {
  const object = source.valid ? source.object(exportName) : undefined;
  return object?.kind === "object" && members.every((name) => object.members.has(name));
}

/** In the new text, of the first inserted character that can be seen. */
function lineOf(insertion: Insertion, insertions: readonly Insertion[], result: string): number {
  const before = insertions.filter((other) => other.at < insertion.at).reduce((sum, other) => sum + other.text.length, 0);
  const blank = /^,?\s*/.exec(insertion.text)?.[0].length ?? 0;
  return result.slice(0, insertion.at + before + blank).split("\n").length;
}

/** Lossless: what is decoded here encodes to the same bytes. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
