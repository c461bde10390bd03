import { type Code, type DocTag, docComment } from "../code/index.ts";
import type { Contract, Notes } from "../model/index.ts";

/** Where something of the document stands. */
export interface Origin {
  readonly source?: string;
  readonly pointer: string;
}

export function generatedTag({ source = "", pointer }: Origin): DocTag {
  return { tag: "generated", text: `from ${source}#${pointer}` };
}

/** The comment of a generated constant or type: what the document says to people, and where it says it. */
export function noteComment(notes: Notes, { lead, from }: { readonly lead?: string; readonly from?: Origin } = {}): Code {
  return docComment(noteText(notes, lead), [...noteTags(notes), ...(from === undefined ? [] : [generatedTag(from)])]);
}

/** For what our own files refer to: a tag would have linters complain about them, who are not to blame. */
export function saidInWords({ deprecated, remarks = [], ...notes }: Notes): Notes {
  return { ...notes, remarks: [...remarks, ...(deprecated === true ? ["Deprecated."] : [])] };
}

/** Paragraphs: a sentence of ours, the summary, the description. A title stands alone only. */
function noteText({ title, summary, description, tags, remarks = [] }: Notes, lead?: string): string {
  const texts = [lead, summary, description].filter((text) => text !== undefined);
  const body = texts.length === 0 && title !== undefined ? [title] : [...new Set(texts.map((text) => text.trim()))];
  return [...body, ...remarks, ...(tags === undefined ? [] : [`Tags: ${tags.join(", ")}.`])].join("\n\n");
}

function noteTags({ deprecated, externalDocs }: Notes): NonNullable<Parameters<typeof docComment>[1]> {
  return [...seeTags(externalDocs), ...(deprecated === true ? [{ tag: "deprecated" } as const] : [])];
}

export function seeTags(docs: Notes["externalDocs"]): NonNullable<Parameters<typeof docComment>[1]> {
  return docs === undefined ? [] : [{ tag: "see", text: `${docs.url} ${docs.description ?? ""}`.trim() }];
}

/** One line for a handler: the shortest thing that the document says. */
export function briefText({ title, summary, description }: Notes): string | undefined {
  return summary ?? description ?? title;
}

/** The comment of the contract: everything that `info` says. */
export function contractComment({ title, version, info = {} }: Pick<Contract, "title" | "version" | "info">): Code {
  const { license, contact, termsOfService, id } = info;
  const facts = [
    id === undefined ? undefined : `Id: ${id}`,
    license === undefined ? undefined : `License: ${joined(license.name, license.url)}`,
    contact === undefined ? undefined : `Contact: ${joined(contact.name, contact.email, contact.url)}`,
    termsOfService === undefined ? undefined : `Terms of service: ${termsOfService}`,
  ].filter((fact) => fact !== undefined);
  const { title: _title, ...rest } = info;
  const text = noteText(rest, `${title} ${version}`);
  return docComment([text, facts.join("\n")].filter((part) => part !== "").join("\n\n"), noteTags(info));
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(", ");
}
