import { type Code, importRef } from "../../code/index.ts";
import type { Schema } from "../../model/index.ts";
import type { SchemaScope } from "../schema-scope.ts";

/** How one kind of schema is printed: its TypeScript type and its validator. */
export interface KindPrinter<Kind extends Schema> {
  type(schema: Kind, print: SchemaPrinter): Code;
  validator(schema: Kind, print: SchemaPrinter): Code;
}

/** Prints schemas inside schemas. */
export interface SchemaPrinter {
  readonly scope: SchemaScope;
  /** The type is what may be given to a publisher, which fills in defaults. */
  readonly isInput: boolean;
  type(schema: Schema): Code;
  /** A type that can stand beside an operator or in front of `[]`: in parentheses where needed. */
  operand(schema: Schema): Code;
  /** The members of a union, or the type alone. */
  alternatives(schema: Schema): readonly Code[];
  /** Whether that type is `unknown`, by whatever name. */
  isUnknown(schema: Schema): boolean;
  /** Whether the type leads back to the alias that is being declared. */
  isCircular(schema: Schema): boolean;
  validator(schema: Schema): Code;
  /** The same with `.optional()`. */
  optional(schema: Schema): Code;
  /** Something with the methods of a builder; a named schema has only those of a validator. */
  builder(schema: Schema): Code;
  /** The printer for code that runs after all modules are loaded, so that cyclic references need no `z.lazy`. */
  deferred(): SchemaPrinter;
  /** Whether printing the schema's validator here takes a `z.lazy`. */
  needsLazy(schema: Schema): boolean;
}

export const z: Code = importRef("boost-gen/runtime", "z");
export const json: Code = importRef("boost-gen/runtime", "json");
