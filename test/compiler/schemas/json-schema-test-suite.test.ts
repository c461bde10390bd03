import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { haveShared, skipWithout } from "../../shared-inputs.ts";
import { compileSchema, runSchemas, type Workspace } from "./compile-schemas.ts";
import { loadSuite, type SuiteGroup } from "./suite.ts";
import { listedMisses } from "./suite-misses.ts";
import { suiteSchemas } from "./suite-schemas.ts";

/** The official draft-07 suite, required tests: what our generated validators say against what the suite says. */
describe("JSON Schema Test Suite, draft-07, required", skipWithout("json-schema-test-suite"), async () => {
  if (!haveShared("json-schema-test-suite")) return;
  const groups = loadSuite("draft7");
  const { nodes, refused } = await suiteSchemas(groups);
  const compiled = nodes.map((node) => compileSchema(node));
  const workspace: Workspace = await runSchemas(compiled);
  after(() => workspace.remove());
  const outcomes = groups.flatMap((group, index) => outcomesOf(group, workspace, index));

  for (const file of new Set(groups.map((group) => group.file))) {
    test(file, () => {
      const wrong = outcomes.filter((outcome) => outcome.file === file && outcome.got !== outcome.want && !listedMisses.has(outcome.name));
      assert.deepEqual(wrong, []);
    });
  }

  test("only documents on the network and `__proto__` are refused by the command line", () => {
    const others = [...refused].filter(
      ([group, codes]) => !codes.includes("key-proto") && !JSON.stringify(group.schema).includes("http://"),
    );
    assert.deepEqual(
      others.map(([group]) => `${group.file}: ${group.description}`),
      [],
    );
    assert.equal(refused.size, 14);
  });

  test("every listed miss is one", () => {
    const right = outcomes.filter((outcome) => outcome.got === outcome.want).map((outcome) => outcome.name);
    assert.deepEqual(
      [...listedMisses.keys()].filter((name) => right.includes(name) || !outcomes.some((outcome) => outcome.name === name)),
      [],
    );
  });

  test("at least 99 % are right and nothing invalid is accepted", () => {
    const wrong = outcomes.filter((outcome) => outcome.got !== outcome.want);
    assert.ok(outcomes.length >= 900, "the suite is complete");
    assert.ok(wrong.length <= outcomes.length / 100, `${wrong.length} of ${outcomes.length} are wrong`);
    assert.deepEqual(
      wrong.filter((outcome) => outcome.got),
      [],
    );
  });
});

interface Outcome {
  readonly file: string;
  readonly name: string;
  readonly want: boolean;
  readonly got: boolean;
}

function outcomesOf(group: SuiteGroup, workspace: Workspace, index: number): readonly Outcome[] {
  return group.tests.map(({ description, data, valid }) => ({
    file: group.file,
    name: `${group.file}: ${group.description}: ${description}`,
    want: valid,
    got: workspace.validators[index]?.safeParse(data).success ?? false,
  }));
}
