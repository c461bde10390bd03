import type { DocumentNode } from "../../document/node.ts";
import type { Info, Notes } from "../../model/index.ts";
import { child, type Fields, text } from "./fields.ts";

/** Title, summary, description, deprecation, tags and external documentation, where they are given: spread into a model object. */
export function notes(fields: Pick<Fields, "get">): Notes {
  const tags = tagsOf(fields.get("tags"));
  const externalDocs = externalDocsOf(fields.get("externalDocs"));
  return {
    ...texts(fields, ["title", "summary", "description"]),
    ...(fields.get("deprecated")?.value === true ? { deprecated: true } : {}),
    ...(tags.length === 0 ? {} : { tags }),
    ...(externalDocs === undefined ? {} : { externalDocs }),
  };
}

/** The same for an object without traits. */
export function notesOf(node: DocumentNode | undefined): Notes {
  return notes({ get: (key) => child(node, key) });
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#infoObject */
export function lowerInfo(root: DocumentNode): Info {
  const info = child(root, "info");
  const id = text(child(root, "id"));
  const termsOfService = text(child(info, "termsOfService"));
  const contact = child(info, "contact");
  const license = child(info, "license");
  // 2.x has tags and documentation beside `info`, 3.x inside.
  const get = (key: string): DocumentNode | undefined => child(info, key) ?? (key === "title" ? undefined : child(root, key));
  return {
    ...notes({ get }),
    ...(id === undefined ? {} : { id }),
    ...(termsOfService === undefined ? {} : { termsOfService }),
    ...(contact === undefined ? {} : { contact: texts({ get: (key) => child(contact, key) }, ["name", "url", "email"]) }),
    ...(license === undefined ? {} : { license: texts({ get: (key) => child(license, key) }, ["name", "url"]) }),
  };
}

function texts<Key extends string>({ get }: Pick<Fields, "get">, keys: readonly Key[]): { readonly [key in Key]?: string } {
  const found = keys.flatMap((key) => {
    const value = text(get(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(found) as { readonly [key in Key]?: string };
}

function tagsOf(node: DocumentNode | undefined): readonly string[] {
  return (node?.kind === "array" ? node.items() : []).flatMap((reference) => {
    const tag = reference.resolve();
    const name = text(child(tag, "name"));
    const more = [text(child(tag, "description"))?.replace(/\.$/, ""), text(child(child(tag, "externalDocs"), "url"))].filter(
      (part) => part !== undefined,
    );
    return name === undefined ? [] : [more.length === 0 ? name : `${name} (${more.join(", ")})`];
  });
}

export function externalDocsOf(node: DocumentNode | undefined): Notes["externalDocs"] {
  const url = text(child(node, "url"));
  const description = text(child(node, "description"));
  return url === undefined ? undefined : { url, ...(description === undefined ? {} : { description }) };
}
