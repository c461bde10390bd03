import { annotation, type Code, code, docComment, fileRef, identifier, importRef, lines, type SourceFile } from "../code/index.ts";
import { referencesIn, type SchemaDeclaration } from "../model/index.ts";
import { constant } from "./emission.ts";
import { generatedTag, seeTags } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { isInterface, schemaPrinter } from "./validators/index.ts";
import type { SchemaPrinter } from "./validators/kind.ts";

const validator = importRef("boost-gen/runtime", "Validator", { typeOnly: true });

/** One file for each `SchemaDeclaration.file`: the types in source order, then the validators, each after those that it is made of. */
export function emitSchemaFiles(declarations: readonly SchemaDeclaration[], scope: SchemaScope): readonly SourceFile[] {
  const files = new Map<string, SchemaDeclaration[]>();
  for (const declaration of declarations) files.set(declaration.file, [...(files.get(declaration.file) ?? []), declaration]);
  return [...files].map(([path, members]) => ({
    path,
    statements: [...members.flatMap((member) => typeStatements(member, scope).map(annotation)), ...emitValidators(members, scope)],
    declared: members.flatMap(({ name, inputName }) => (inputName === undefined ? [name] : [name, inputName])),
  }));
}

/** The validators alone, each after those that it is made of. */
export function emitValidators(declarations: readonly SchemaDeclaration[], scope: SchemaScope): readonly Code[] {
  return inOrderOfUse(declarations, scope).map((declaration) => validatorStatement(declaration, scope));
}

function typeStatements(declaration: SchemaDeclaration, scope: SchemaScope): readonly Code[] {
  const { name, inputName } = declaration;
  const comment = docComment(texts(declaration), tags(declaration));
  const value = typeStatement(declaration, { name, comment, print: schemaPrinter(scope, declaration) });
  if (inputName === undefined) return [value];
  const lead = docComment(`\`${name}\` as it is published: what has a default may be left out.`);
  return [value, typeStatement(declaration, { name: inputName, comment: lead, print: schemaPrinter(scope, declaration, true) })];
}

interface Typed {
  readonly name: string;
  readonly comment: Code;
  readonly print: SchemaPrinter;
}

function typeStatement({ schema }: SchemaDeclaration, { name, comment, print }: Typed): Code {
  const type = print.type(schema);
  const named = identifier(name);
  // A map of itself is no `Record`.
  const isOpen = schema.kind === "object" && print.isCircular(schema);
  const statement = isOpen || isInterface(schema) ? code`export interface ${named} ${type}` : code`export type ${named} = ${type};`;
  return lines([comment, statement]);
}

function validatorStatement(declaration: SchemaDeclaration, scope: SchemaScope): Code {
  const value = schemaPrinter(scope, declaration).validator(declaration.schema);
  const { file, name } = declaration;
  return constant(fileRef(file, name), code`${validator}<${fileRef(file, name, { typeOnly: true })}>`, value);
}

/** Deprecation in words: our own files import the type, and a tag would have linters complain about them. */
function texts({ description, title, deprecated }: SchemaDeclaration): string | undefined {
  const text = [description ?? title, deprecated === true ? "Deprecated." : undefined].filter((part) => part !== undefined);
  return text.length === 0 ? undefined : text.join("\n\n");
}

function tags(declaration: SchemaDeclaration): Parameters<typeof docComment>[1] {
  return [...seeTags(declaration.externalDocs), generatedTag(declaration)];
}

/** Constants of one file stand after the ones that they use; what `isCyclic` names waits in getters and `z.lazy`. */
function inOrderOfUse(members: readonly SchemaDeclaration[], scope: SchemaScope): readonly SchemaDeclaration[] {
  const own = new Map(members.map((member) => [member.id, member]));
  const done = new Set<string>();
  const sorted: SchemaDeclaration[] = [];
  const visit = (member: SchemaDeclaration): void => {
    if (done.has(member.id)) return;
    done.add(member.id);
    for (const target of referencesIn(member.schema)) {
      const used = own.get(target);
      if (used !== undefined && !scope.isCyclic(member.id, target)) visit(used);
    }
    sorted.push(member);
  };
  members.forEach(visit);
  return sorted;
}
