import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { root } from "../cli/program.ts";
import { readPage } from "./block.ts";
import { showsOutput } from "./compare.ts";
import { laidOver } from "./document.ts";
import { runPage } from "./pages.ts";
import { closeWorkshop, openWorkshop } from "./project.ts";
import { typeCheck } from "./type-check.ts";

// A made-up page cannot be rewritten.
delete process.env["BOOST_UPDATE"];
const workshop = openWorkshop();
after(() => closeWorkshop(workshop));

const surroundings = { workshop, root, types: typeCheck(workshop), environment: {}, addresses: {} };
const run = (text: string): Promise<void> => runPage(readPage("page.md", text), surroundings);
const block = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

describe("a block that is not true fails", () => {
  for (const [title, text, says] of [
    ["a block that nobody runs", block("python", "print(1)"), /page\.md:1: nobody runs `python`/],
    ["a block without a language", block("", "a"), /nobody runs/],
    ["a document with a complaint", block("yaml asyncapi", "asyncapi: 3.0.0\ninfo: { title: A }"), /page\.md:1: error structure/],
    ["a part with a complaint", block("yaml part /operations/onOrder", "x-boost: { concurency: 5 }"), /concurency/],
    ["a part without the complaint that it shows", block('yaml part / shows="x"', "info: { title: A }"), /does not show "x"/],
    ["a command that fails", block("console", "$ false"), /`false` ends with 1/],
    ["another output", block("console", "$ echo two\none"), /`echo two` prints\ntwo/],
    ["text before the first command", block("console", "one\n$ echo one"), /begins with/],
    ["a program that no test has", block("sh", "npx cowsay"), /no test runs this program/],
    ["a package that no test has", block("sh", "npm i cowsay"), /no test has this package/],
    ["a script that is not there", block("sh", "npm run nothing"), /no such script/],
    ["a program that fails", block("ts run.ts", 'throw new Error("no");'), /Error: no/],
    ["a handler without the outcome that it shows", block('ts onOrder shows="dead letter"', "async orderCreated() {},"), /does not show/],
    ["a handler of no operation", block("ts onNothing", "async orderCreated() {},"), /no operation "onNothing"/],
    ["a setting that no test has", block("js packaging", "target: 'moon',"), /no test runs/],
    ["a metric that no service has", block("json metrics", '{ "expr": "boost_messages_eaten_total" }'), /no service has the metric/],
    ["a manifest of no kind", block("yaml k8s", "apiVersion: apps/v1\nkind: Deploymint"), /there is no apps\/v1 Deploymint/],
    ["a manifest with a wrong value", block("yaml k8s", "apiVersion: v1\nkind: Pod\nspec: { containers: 3 }"), /containers must be array/],
    [
      "a trigger with a wrong name",
      block(
        "yaml k8s",
        "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec: { scaleTargetRef: { name: a }, triggers: [{ type: kafka, metadata: { topik: a } }] }",
      ),
      /has no `topik`/,
    ],
    [
      "a kind that the worker controller has not",
      block("yaml k8s", "apiVersion: temporal.io/v1alpha1\nkind: WorkerDeploymint\nspec: {}"),
      /there is no temporal/,
    ],
    [
      "a worker deployment with a wrong value",
      block(
        "yaml k8s",
        "apiVersion: temporal.io/v1alpha1\nkind: WorkerDeployment\nspec: { rollout: { strategy: Progressive }, sunset: {}, template: {}, workerOptions: { connectionRef: { name: a }, temporalNamespace: b } }",
      ),
      /WorkerDeployment: spec\/rollout must have required property 'steps'/,
    ],
    [
      "a worker deployment with a wrong pod",
      block(
        "yaml k8s",
        "apiVersion: temporal.io/v1alpha1\nkind: WorkerDeployment\nmetadata: { name: a }\nspec: { rollout: { strategy: Manual }, sunset: {}, template: { spec: { containers: 3 } }, workerOptions: { connectionRef: { name: a }, temporalNamespace: b } }",
      ),
      /containers must be array/,
    ],
    ["JSON that is none", block("json a.json", "{"), /JSON/],
  ] as const)
    test(title, async () => {
      await assert.rejects(run(text), (error) => error instanceof Error && says.test(error.message));
    });

  test("a type that is wrong, at its block", async () => {
    const types = typeCheck(workshop);
    await runPage(readPage("page.md", block("ts run.ts", "export const a: string = 1;")), { ...surroundings, types });
    assert.match(types.run(), /^page\.md:1 run\.ts\(1,14\): error TS2322/);
  });

  test("a block without an end, one that is indented, and one that is none", () => {
    assert.throws(() => readPage("page.md", "\n```sh\n"), /page\.md:2: the block has no end/);
    assert.throws(() => readPage("page.md", "```sh `a`\n```\n"), /page\.md:1: a backtick/);
    assert.throws(() => readPage("page.md", "- a\n  ```sh\n"), /page\.md:2: a fence is/);
  });
});

test("blocks build on one another", async () => {
  await run(
    block("yaml change /operations/onOrder", "x-boost: { concurrency: 5 }") +
      block("ts onOrder", "async orderCreated(message, context) {\n  await context.workflows.orderWorkflow.start(message);\n}") +
      block("console", '$ cat asyncapi.yaml | grep concurrency\n        "concurrency": 5\n$ ls handlers\n…\non-order.ts'),
  );
});

test("what is shown is compared but for times and `…`", () => {
  assert.ok(showsOutput("a … c  0.2 s\n…\ne", "a b c  1.0 s\nd\nd\ne\n"));
  assert.ok(!showsOutput("a\n…", "b\na\n"));
  assert.ok(!showsOutput("a.c", "abc"));
});

test("a part is laid over: objects merge, null takes away, a reference has nothing beside it", () => {
  assert.deepEqual(JSON.parse(laidOver("a: { b: { $ref: x }, c: 1, d: { e: 1 } }", "/a", "{ b: { f: 1 }, c: null, d: { g: 2 } }")), {
    a: { b: { f: 1 }, d: { e: 1, g: 2 } },
  });
});
