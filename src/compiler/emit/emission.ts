import { annotation, type Code, code, fileRef, importRef, lines, list, nothing, type PrintOptions, propertyKey } from "../code/index.ts";
import type { Message, Operation } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";

/** What every file of this folder gets to know. */
export interface Emission {
  readonly scope: SchemaScope;
  readonly print: PrintOptions;
}

/** `export const name: Type = value;` */
export function constant(name: Code, type: Code, value: Code): Code {
  return code`${annotation(code`export `)}const ${name}${annotation(code`: ${type}`)} = ${value};`;
}

/** A type of `boost-gen/runtime`. */
export function runtimeType(name: string): Code {
  return importRef("boost-gen/runtime", name, { typeOnly: true });
}

/** `key: value` members of an object literal; `undefined` values are left out. */
export function record(entries: readonly (readonly [string, Code | undefined])[], options: { readonly broken?: boolean } = {}): Code {
  const members = entries.flatMap(([key, value]) => (value === undefined ? [] : [code`${propertyKey(key)}: ${value}`]));
  return list(code``, "{}", members, options);
}

export function array(items: readonly Code[]): Code {
  return list(code``, "[]", items);
}

/** The constants of one thing in different files; the suffix keeps `orderCreated` free for people. */
export const constants = {
  message: (member: string): string => `${member}Message`,
  channel: (name: string): string => `${name}Channel`,
  operation: (name: string): string => `${name}Operation`,
};

export function messageRef(message: Message): Code {
  return fileRef("messages", constants.message(message.member));
}

export function isReceiving({ action }: Operation): boolean {
  return action === "receive";
}

/** A comment above what it is about, where there is one. */
export function commented(comment: Code, statement: Code): Code {
  return comment === nothing ? statement : lines([comment, statement]);
}
