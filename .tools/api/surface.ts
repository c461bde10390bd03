import { join } from "node:path";
import {
  type ClassDeclaration,
  type ExportedDeclarations,
  type FunctionDeclaration,
  type InterfaceDeclaration,
  type JSDocableNode,
  type MethodDeclaration,
  Node,
  Project,
  type TypeLiteralNode,
} from "ts-morph";
import { root } from "../build/root.ts";

/** An export of the package, or a member of one, and what its declaration says to whoever uses it. */
export interface Documented {
  readonly name: string;
  /** The declaration without its body and its comment. */
  readonly signature: string;
  /** Empty where nothing is said. */
  readonly doc: string;
  /** `path:line` in the repository. */
  readonly place: string;
}

export interface Export extends Documented {
  readonly kind: "class" | "interface" | "type" | "function" | "value";
  readonly members: readonly Documented[];
}

export interface Entry {
  /** `runtime`, as in `boost-gen/runtime`. */
  readonly name: string;
  readonly doc: string;
  readonly exports: readonly Export[];
}

/** What the package exports, by the conditions that name the sources in package.json. */
export function surface(exports: { readonly [subpath: string]: unknown }): readonly Entry[] {
  const project = new Project({ tsConfigFilePath: join(root, "tsconfig.json"), skipAddingFilesFromTsConfig: true });
  return Object.entries(exports).flatMap(([subpath, conditions]) => {
    const source =
      typeof conditions === "object" && conditions !== null && "boost-gen-source" in conditions ? conditions["boost-gen-source"] : "";
    if (typeof source !== "string" || source === "") return [];
    const file = project.addSourceFileAtPath(join(root, source));
    project.resolveSourceFileDependencies();
    const declared = [...file.getExportedDeclarations()].flatMap(([name, [first]]) => (first === undefined ? [] : [exportOf(name, first)]));
    const [comment] = /^\/\*\*([^]*?)\*\//.exec(file.getFullText()) ?? [];
    return [
      { name: subpath.slice("./".length), doc: text(comment ?? ""), exports: declared.toSorted((a, b) => (a.name < b.name ? -1 : 1)) },
    ];
  });
}

function exportOf(name: string, node: ExportedDeclarations): Export {
  const described = { name, signature: signatureOf(node), doc: docOf(node), place: placeOf(node) };
  if (Node.isClassDeclaration(node)) return { ...described, kind: "class", members: membersOf(node) };
  if (Node.isInterfaceDeclaration(node)) return { ...described, kind: "interface", members: membersOf(node) };
  if (Node.isTypeAliasDeclaration(node)) {
    const literal = node.getTypeNode();
    return { ...described, kind: "type", members: Node.isTypeLiteral(literal) ? membersOf(literal) : [] };
  }
  return { ...described, kind: Node.isFunctionDeclaration(node) ? "function" : "value", members: [] };
}

/** What a user sees: neither private members nor those that a class only takes over, and not what no program writes, such as an index or a symbol. */
function membersOf(node: ClassDeclaration | InterfaceDeclaration | TypeLiteralNode): readonly Documented[] {
  return node.getMembers().flatMap((member) => {
    if (!("getName" in member) || Node.isConstructorDeclaration(member)) return [];
    const name = member.getName();
    const isHidden =
      name.startsWith("#") ||
      name.startsWith("[") ||
      (Node.isModifierable(member) && ["private", "protected", "override"].some((word) => member.hasModifier(word as "private")));
    return isHidden ? [] : [{ name, signature: signatureOf(member), doc: docOf(member), place: placeOf(member) }];
  });
}

function docOf(node: Node): string {
  const holder = Node.isVariableDeclaration(node) ? node.getVariableStatement() : node;
  const docs = holder !== undefined && Node.isJSDocable(holder) ? (holder as JSDocableNode).getJsDocs() : [];
  return text(docs.at(-1)?.getText() ?? "");
}

/** Of several lines one text; `@throws` stays where it stands. */
function text(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim()
    .replace(/\n(?![-\n])/g, " ");
}

function signatureOf(node: Node): string {
  const initializer = Node.isInitializerExpressionGetable(node) ? node.getInitializer()?.getStart() : undefined;
  const whole = Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node) ? callText(node) : textOf(node, initializer);
  return whole
    .replace(/\/\*\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/([([<]) /g, "$1")
    .replace(/,? ([)\]>])/g, "$1")
    .replace(/[\s=;{]+$/, "")
    .replace(/^(?:export |declare |readonly |get |async )+/g, "")
    .trim();
}

function textOf(node: Node, end: number | undefined): string {
  const body = Node.isGetAccessorDeclaration(node) ? node.getBody()?.getStart() : undefined;
  return node
    .getSourceFile()
    .getFullText()
    .slice(node.getStart(false), body ?? end ?? node.getEnd());
}

/** With `?` in place of defaults, which the sentences say. */
function callText(node: FunctionDeclaration | MethodDeclaration): string {
  const generics = node.getTypeParameters().map((each) => each.getText());
  const parameters = node.getParameters().map((each) => {
    const name = Node.isObjectBindingPattern(each.getNameNode()) ? "options" : each.getName();
    return `${each.isRestParameter() ? "..." : ""}${name}${each.isOptional() ? "?" : ""}: ${each.getTypeNode()?.getText() ?? "unknown"}`;
  });
  const result = node.getReturnTypeNode()?.getText() ?? "void";
  return `${node.getName() ?? ""}${generics.length === 0 ? "" : `<${generics.join(", ")}>`}(${parameters.join(", ")}): ${result}`;
}

function placeOf(node: Node): string {
  return `${node.getSourceFile().getFilePath().slice(root.length)}:${node.getStartLineNumber()}`;
}
