import ts from "typescript-5.9";

/**
 * The statements of a file without their words: kinds of nodes only, sorted, since names decide the order of imports. A plain and a
 * computed name are the same, and so are the two ways to reach a property.
 */
export function skeletonOf(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const { parseDiagnostics = [] } = file as { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  if (parseDiagnostics.length > 0)
    throw new Error(`${path}: ${parseDiagnostics.map(({ messageText }) => String(messageText)).join(", ")}\n${text}`);
  return file.statements.map(shape).toSorted();
}

function shape(node: ts.Node): string {
  if (ts.isComputedPropertyName(node) && ts.isStringLiteral(node.expression)) return "name";
  if (ts.isPropertyAccessExpression(node)) return `access(${shape(node.expression)})`;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) return `access(${shape(node.expression)})`;
  const inner: string[] = [];
  ts.forEachChild(node, (child) => {
    const isName = "name" in node && node.name === child && (ts.isIdentifier(child) || ts.isStringLiteral(child));
    inner.push(isName ? "name" : shape(child));
  });
  // The order of members of a named import follows their names; there is nothing else to tell them apart.
  const kind = ts.SyntaxKind[node.kind];
  return inner.length === 0 ? kind : `${kind}(${inner.join(",")})`;
}
