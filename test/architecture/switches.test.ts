import assert from "node:assert/strict";
import { test } from "node:test";
import { Node, Project, type SwitchStatement, SyntaxKind } from "ts-morph";

/** A `switch` over kinds names them all, so that the compiler shows each place that a new kind has to think of. */
function endsInAssertNever(statement: SwitchStatement): boolean {
  const last = statement.getClauses().at(-1);
  return last !== undefined && Node.isDefaultClause(last) && /^default:\s*(?:return )?assertNever\([\w.]+\);$/.test(last.getText());
}

/** What our unions are told apart by. */
const discriminant = /(^|\.)(kind|from|by|outcome|family)$/;

function openSwitches(project: Project): readonly string[] {
  return project.getSourceFiles().flatMap((file) =>
    file
      .getDescendantsOfKind(SyntaxKind.SwitchStatement)
      .filter((statement) => discriminant.test(statement.getExpression().getText()) && !endsInAssertNever(statement))
      .map((statement) => `${file.getFilePath()}:${statement.getStartLineNumber()}`),
  );
}

test("every switch over a kind ends in assertNever", () => {
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  project.addSourceFilesAtPaths("src/**/*.ts");
  assert.ok(project.getSourceFiles().length > 500);
  assert.deepEqual(openSwitches(project), []);
});

test("a switch over a kind that leaves the rest to a default is found", () => {
  const project = new Project({ useInMemoryFileSystem: true });
  project.createSourceFile("a.ts", 'switch (schema.kind) { case "any": break; default: break; }\n');
  project.createSourceFile("b.ts", 'switch (schema.kind) { case "any": break; }\n');
  project.createSourceFile("c.ts", 'switch (schema.kind) { case "any": return; default: return assertNever(schema); }\n');
  project.createSourceFile("e.ts", 'switch (expression.from) { case "payload": break; }\n');
  project.createSourceFile("d.ts", 'switch (other) { case "any": break; }\n');
  assert.deepEqual(openSwitches(project), ["/a.ts:1", "/b.ts:1", "/e.ts:1"]);
});
