import { Node, type ObjectLiteralExpression, Project, type SourceFile, SyntaxKind, ts, type VariableDeclaration } from "ts-morph";

/** Where an object literal is in a text, and what it has. Offsets count UTF-16 code units. */
export interface LocatedObject {
  readonly kind: "object";
  readonly members: ReadonlySet<string>;
  /** Behind the opening brace. */
  readonly open: number;
  /** At the closing brace. */
  readonly close: number;
  readonly last:
    | {
        readonly start: number;
        readonly end: number /** Behind the comma that follows, where there is one. */;
        readonly comma: number | undefined;
      }
    | undefined;
}

export type Location =
  | LocatedObject
  | {
      readonly kind: "unknown";
      /** What it has beside what cannot be told. */
      readonly members: ReadonlySet<string>;
      readonly reason: string;
      /** The file may well be right as it is. */
      readonly plausible: boolean;
      /** The name is an instance of this class: a member goes there. */
      readonly className?: string;
    };

export interface LocatedImports {
  /** Behind the last import declaration; `undefined` where there is none. */
  readonly lastEnd: number | undefined;
  readonly lastText: string;
  /** Names that the file declares or imports at its top level. */
  readonly names: ReadonlySet<string>;
}

/** One parsed text; this module is loaded only when something may have to be inserted. */
export interface ParsedSource {
  readonly valid: boolean;
  readonly object: (name: string) => Location;
  readonly imports: () => LocatedImports;
}

export function parseSource(text: string): ParsedSource {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext },
  });
  const source = project.createSourceFile("handlers.ts", text);
  const valid = project.getProgram().getSyntacticDiagnostics(source).length === 0;
  return { valid, object: (name) => locateObject(source, name), imports: () => locateImports(source) };
}

function locateObject(source: SourceFile, name: string): Location {
  const literal = findLiteral(source, localName(source, name), 3);
  if (literal === undefined) return { kind: "unknown", members: new Set(), ...doubtOf(source, name) };
  const members = new Set<string>();
  let doubt: string | undefined;
  for (const property of literal.getProperties()) {
    if (Node.isSpreadAssignment(property)) {
      const spread = property.getExpression();
      const inner = Node.isIdentifier(spread) ? findLiteral(source, spread.getText(), 2) : undefined;
      const names = inner === undefined ? undefined : plainNames(inner);
      if (names === undefined) doubt ??= `\`${name}\` spreads \`${spread.getText()}\`, which may supply it`;
      for (const member of names ?? []) members.add(member);
      continue;
    }
    const member = nameOf(property);
    if (member === undefined) doubt ??= `\`${name}\` has a computed member, which may be it`;
    else members.add(member);
  }
  if (doubt !== undefined) return { kind: "unknown", members, reason: doubt, plausible: true };
  const lastProperty = literal.getProperties().at(-1);
  const close = literal.getEnd() - 1;
  if (lastProperty === undefined) return { kind: "object", members, open: literal.getStart() + 1, close, last: undefined };
  const next = lastProperty.getNextSiblingIfKind(SyntaxKind.CommaToken);
  return {
    kind: "object",
    members,
    open: literal.getStart() + 1,
    close,
    last: { start: lastProperty.getStart(true), end: lastProperty.getEnd(), comma: next?.getEnd() },
  };
}

/** Why there is no object literal behind a name, and whether the file may supply it all the same. */
function doubtOf(source: SourceFile, name: string): { readonly reason: string; readonly plausible: boolean; readonly className?: string } {
  const exported = source
    .getExportDeclarations()
    .flatMap((declaration) => declaration.getNamedExports())
    .some((specifier) => (specifier.getAliasNode() ?? specifier.getNameNode()).getText() === name);
  const reason = `\`${name}\` is not an object literal in this file`;
  const instance = source.getVariableDeclaration(localName(source, name))?.getInitializerIfKind(SyntaxKind.NewExpression);
  if (instance !== undefined) return { reason, plausible: true, className: instance.getExpression().getText() };
  if (exported || topLevelNames(source).has(name)) return { reason, plausible: true };
  if (/\bexports\b/.test(source.getFullText())) return { reason: "it is a CommonJS module", plausible: true };
  const whole = source
    .getExportDeclarations()
    .find((declaration) => declaration.isNamespaceExport() && declaration.getNamespaceExport() === undefined);
  return whole === undefined
    ? { reason: `it does not declare \`${name}\``, plausible: false }
    : { reason: `it exports all of \`${whole.getModuleSpecifierValue() ?? ""}\`, which may supply \`${name}\``, plausible: true };
}

/** `export { impl as onOrder }` */
function localName(source: SourceFile, name: string): string {
  const specifiers = source
    .getExportDeclarations()
    .flatMap((declaration) => (declaration.hasModuleSpecifier() ? [] : declaration.getNamedExports()));
  return specifiers.find((specifier) => specifier.getAliasNode()?.getText() === name)?.getName() ?? name;
}

/** The object literal behind a top-level name, through `satisfies`, `as`, brackets and up to `hops` other names of this file. */
function findLiteral(source: SourceFile, name: string, hops: number): ObjectLiteralExpression | undefined {
  let expression: Node | undefined = source.getVariableDeclaration(name)?.getInitializer();
  while (
    expression !== undefined &&
    (Node.isSatisfiesExpression(expression) ||
      Node.isAsExpression(expression) ||
      Node.isParenthesizedExpression(expression) ||
      Node.isTypeAssertion(expression))
  ) {
    expression = expression.getExpression();
  }
  if (Node.isObjectLiteralExpression(expression)) return expression;
  if (Node.isIdentifier(expression) && hops > 0) return findLiteral(source, expression.getText(), hops - 1);
  return undefined;
}

function plainNames(literal: ObjectLiteralExpression): readonly string[] | undefined {
  const names = literal.getProperties().map(nameOf);
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `undefined` for what only running the code would tell. */
function nameOf(property: Node): string | undefined {
  if (
    !Node.isPropertyNamed(property) &&
    !Node.isShorthandPropertyAssignment(property) &&
    !Node.isMethodDeclaration(property) &&
    !Node.isGetAccessorDeclaration(property) &&
    !Node.isSetAccessorDeclaration(property)
  )
    return undefined;
  const name = property.getNameNode();
  if (Node.isIdentifier(name)) return name.compilerNode.text;
  if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name) || Node.isNumericLiteral(name))
    return String(name.getLiteralValue());
  const inner = Node.isComputedPropertyName(name) ? name.getExpression() : undefined;
  return Node.isStringLiteral(inner) || Node.isNoSubstitutionTemplateLiteral(inner) ? inner.getLiteralValue() : undefined;
}

function locateImports(source: SourceFile): LocatedImports {
  const last = source.getImportDeclarations().at(-1);
  return { lastEnd: last?.getEnd(), lastText: last?.getText() ?? "", names: topLevelNames(source) };
}

function topLevelNames(source: SourceFile): ReadonlySet<string> {
  const names = source.getStatements().flatMap((statement): readonly (string | undefined)[] => {
    if (Node.isVariableStatement(statement)) return statement.getDeclarations().flatMap(boundNames);
    if (Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement) || Node.isEnumDeclaration(statement))
      return [statement.getName()];
    if (!Node.isImportDeclaration(statement)) return [];
    const named = statement.getNamedImports().map((specifier) => specifier.getAliasNode()?.getText() ?? specifier.getName());
    return [statement.getDefaultImport()?.getText(), statement.getNamespaceImport()?.getText(), ...named];
  });
  return new Set(names.filter((name) => name !== undefined));
}

function boundNames(declaration: VariableDeclaration): readonly string[] {
  const name = declaration.getNameNode();
  return Node.isIdentifier(name)
    ? [name.getText()]
    : name.getDescendantsOfKind(SyntaxKind.BindingElement).map((element) => element.getName());
}
