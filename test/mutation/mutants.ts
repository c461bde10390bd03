import ts from "typescript-5.9";

/** One small change that a test should notice: the text from `start` to `end` becomes `text`. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const operators: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "&&": "||",
  "||": "&&",
  "??": "&&",
  "+": "-",
  "-": "+",
  "*": "/",
};

/** Every mutant of a file. Types, imports and exports have none; neither has what only throws or prints a sentence. */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, text: string): void => void mutants.push({ start: node.getStart(file), end: node.end, text });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isThrowStatement(node)) return;
    if (ts.isBinaryExpression(node)) {
      const other = operators[node.operatorToken.getText(file)];
      if (other !== undefined) replace(node.operatorToken, other);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      replace(node, node.operand.getText(file));
    else if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      for (const text of ["true", "false"]) replace(condition, text);
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, "false");
    else if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, "true");
    else if (ts.isNumericLiteral(node)) replace(node, `${Number(node.text.replaceAll("_", "")) + 1}`);
    else if (ts.isExpressionStatement(node)) replace(node, ";");
    else if (ts.isReturnStatement(node) && node.expression !== undefined && node.expression.getText(file) !== "undefined")
      replace(node.expression, "undefined as never");
    else if (ts.isStringLiteral(node) && node.text !== "" && !ts.isPropertyAssignment(node.parent)) replace(node, '""');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}
