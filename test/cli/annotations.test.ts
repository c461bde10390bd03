import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Annotation, annotate } from "../../src/cli/annotations.ts";

const mistake: Annotation = {
  level: "error",
  title: "schema-type",
  message: "`text` is not a type.",
  file: "asyncapi.yaml",
  line: 3,
  column: 5,
};

function printed(
  annotations: readonly Annotation[],
  env: Readonly<Record<string, string>> = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: "/repository" },
): readonly string[] {
  const lines: string[] = [];
  annotate(annotations, { cwd: "/repository/services", env, err: (text) => lines.push(text) });
  return lines;
}

describe("annotations of GitHub Actions", () => {
  const rows: readonly (readonly [string, Partial<Annotation>, string])[] = [
    [
      "stand beside a line, from the root of the repository",
      {},
      "::error file=services/asyncapi.yaml,line=3,col=5,title=schema-type::`text` is not a type.\n",
    ],
    ["stand beside a file", { line: 0, column: 0 }, "::error file=services/asyncapi.yaml,title=schema-type::`text` is not a type.\n"],
    ["have no place outside of the repository", { file: "../../tmp/a.yaml" }, "::error title=schema-type::`text` is not a type.\n"],
    [
      "let nothing of a document end a command or begin another",
      { message: "50 %\r\n::error::b", file: "a,b:c.yaml" },
      "::error file=services/a%2Cb%3Ac.yaml,line=3,col=5,title=schema-type::50 %25%0D%0A::error::b\n",
    ],
  ];
  for (const [name, given, want] of rows) test(name, () => assert.deepEqual(printed([{ ...mistake, ...given }]), [want]));

  test("are printed nowhere else", () => {
    assert.deepEqual(printed([mistake], {}), []);
    assert.deepEqual(printed([mistake], { CI: "true" }), []);
  });

  test("are as many as GitHub shows, of each kind", () => {
    const lines = printed([
      ...Array.from({ length: 12 }, () => mistake),
      ...Array.from({ length: 3 }, () => ({ ...mistake, level: "warning" as const })),
    ]);
    assert.deepEqual(
      [lines.filter((line) => line.startsWith("::error")).length, lines.filter((line) => line.startsWith("::warning")).length],
      [10, 3],
    );
  });
});
