import { commentLines, importLine, renderTemplate } from "../../code/index.ts";
import type { HandlerMember, HandlerStub } from "../../emit/handler-stub.ts";

/** The whole text of a handler file that does not exist yet. `specifier` leads from it to the generated module. */
export function printHandlerFile(stub: HandlerStub, specifier: string): string {
  const members = stub.members.flatMap((member) => memberLines(member)).map((line) => (line === "" ? "" : `  ${line}`));
  const { exportName, typeName } = stub;
  const imports = [...importLines(stub.members), importLine({ names: [typeName], from: specifier, typeOnly: true })];
  return renderTemplate("handler-file", { imports, doc: commentLines(stub.doc), exportName, typeName, members });
}

function importLines(members: readonly HandlerMember[]): readonly string[] {
  const wishes = members.flatMap((member) => member.imports ?? []);
  const modules = [...new Set(wishes.map((wish) => wish.from))].sort();
  const names = (from: string): readonly string[] =>
    [...new Set(wishes.filter((wish) => wish.from === from).map((wish) => wish.name))].sort();
  return modules.map((from) => importLine({ names: names(from), from }));
}

/** A member with its doc comment and a comma, not indented. */
export function memberLines(member: HandlerMember): readonly string[] {
  return [...commentLines(member.doc), ...`${member.text},`.split("\n")];
}
