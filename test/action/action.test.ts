import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { root } from "../cli/program.ts";
import { actionFile, evaluate, readAction } from "./read-action.ts";

const document = (properties: string): string => `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
servers: { main: { host: localhost:9092, protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      created:
        name: OrderCreated
        payload: { type: object, required: [id], properties: { id: { type: string }${properties} } }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
`;

interface Checkout {
  readonly folder: string;
  readonly git: (...words: readonly string[]) => string;
  /** boost-gen as the steps find it. */
  readonly boostGen: (...words: readonly string[]) => void;
  readonly write: (path: string, text: string) => void;
}

/** What actions/checkout leaves of a pull request: the head alone, and an origin that has `main`. */
function checkout(context: TestContext): Checkout {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-action-")));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const place = join(folder, "work");
  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...words], {
      cwd: place,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const write = (path: string, text: string): void => writeFileSync(join(place, path), text);
  mkdirSync(join(place, "node_modules/.bin"), { recursive: true });
  const flags = [
    "--conditions=boost-gen-source",
    "--import",
    `file://${root}/node_modules/tsx/dist/esm/index.mjs`,
    join(root, "src/cli/main.ts"),
  ];
  write("node_modules/.bin/boost-gen", `#!/bin/sh\nexec "${process.execPath}" ${flags.map((flag) => `"${flag}"`).join(" ")} "$@"\n`);
  chmodSync(join(place, "node_modules/.bin/boost-gen"), 0o755);
  write("package.json", '{ "name": "orders", "type": "module", "boost-gen": { "documents": [{ "document": "asyncapi.yaml" }] } }\n');
  write(".gitignore", "node_modules/\n");
  write("asyncapi.yaml", document(", note: { type: string }"));
  execFileSync("git", ["init", "-q", "--bare", "origin.git"], { cwd: folder });
  git("init", "-q", "-b", "main");
  git("remote", "add", "origin", join(folder, "origin.git"));
  const boostGen = (...words: readonly string[]): void =>
    void execFileSync(join(place, "node_modules/.bin/boost-gen"), words, { cwd: place, stdio: "ignore" });
  boostGen();
  git("add", "-A");
  git("commit", "-qm", "base");
  git("push", "-q", "origin", "main");
  git("checkout", "-qb", "change");
  return { folder: place, git, boostGen, write };
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly annotations: readonly string[];
}

/** Runs a step as the runner does: its file in `bash --noprofile --norc -eo pipefail`, with the variables that it sets. */
function runStep(
  index: number,
  folder: string,
  { inputs = {}, base = "main" }: { readonly inputs?: Readonly<Record<string, string>>; readonly base?: string } = {},
): Ran {
  const action = readAction();
  const step = action.steps[index];
  assert.ok(step);
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  const contexts = { inputs: { ...defaults, ...inputs }, github: { base_ref: base } };
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const env = { ...outer, ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, contexts)])) };
  const cwd = join(folder, evaluate(step["working-directory"] ?? ".", contexts));
  const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd,
    encoding: "utf8",
    env: { ...env, CI: "true", GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: folder, GITHUB_BASE_REF: base, GITHUB_EVENT_NAME: "pull_request" },
  });
  const text = `${ran.stdout}${ran.stderr}`;
  return { code: ran.status, out: text, annotations: text.split("\n").filter((line) => line.startsWith("::")) };
}

const [check, diff] = [0, 1];

describe("the action", () => {
  test("passes where nothing changed, and where a change is compatible", (context) => {
    const { folder, write, boostGen } = checkout(context);
    assert.deepEqual([runStep(check, folder).code, runStep(diff, folder).code], [0, 0]);
    write("asyncapi.yaml", document(", note: { type: string }, gift: { type: boolean }"));
    boostGen();
    const ran = runStep(diff, folder);
    assert.equal(ran.code, 0, ran.out);
    assert.match(ran.out, /compatible +\/gift/);
    assert.deepEqual(ran.annotations, []);
    assert.equal(runStep(diff, folder, { inputs: { "fail-on": "compatible" } }).code, 1);
  });

  test("fails where a breaking change comes in, beside its line", (context) => {
    const { folder, write, boostGen } = checkout(context);
    write("asyncapi.yaml", document(""));
    boostGen();
    const ran = runStep(diff, folder);
    assert.equal(ran.code, 1, ran.out);
    assert.deepEqual(ran.annotations, [
      "::error file=asyncapi.yaml,line=10,col=50,title=property-removed::message OrderCreated%0Abreaking for consumers: /note: `note` is gone",
    ]);
  });

  test("fails where the generated files are not those of the document, and names them", (context) => {
    const { folder, write } = checkout(context);
    write("asyncapi.yaml", document(""));
    const ran = runStep(check, folder);
    assert.equal(ran.code, 1, ran.out);
    assert.ok(
      ran.annotations.includes(
        "::error file=generated/schemas/order-created.ts,title=drift::It is not what boost-gen makes of asyncapi.yaml. Run boost-gen and commit what it writes.",
      ),
      ran.annotations.join("\n"),
    );
  });

  test("shows mistakes of a document beside their lines, below the root of the repository", (context) => {
    const { folder, git } = checkout(context);
    mkdirSync(join(folder, "services"));
    git("mv", "asyncapi.yaml", "package.json", "generated", "handlers", "services/");
    writeFileSync(join(folder, "services/asyncapi.yaml"), document(", note: { type: text }"));
    const ran = runStep(check, folder, { inputs: { "working-directory": "services" } });
    assert.equal(ran.code, 2, ran.out);
    assert.equal(
      ran.annotations[0],
      "::error file=services/asyncapi.yaml,line=10,col=100,title=structure-value::`type` must be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`, not `text`.",
    );
    const compared = runStep(diff, folder, { inputs: { "working-directory": "services" } });
    assert.equal(compared.code, 0);
    assert.match(compared.out, /asyncapi\.yaml is new\./);
  });

  test("compares several documents, and says why it compares none", (context) => {
    const { folder, write } = checkout(context);
    write("asyncapi.yaml", document(""));
    write("more.yaml", document(""));
    const ran = runStep(diff, folder, { inputs: { documents: "more.yaml\nasyncapi.yaml\n" } });
    assert.equal(ran.code, 1, ran.out);
    assert.match(ran.out, /more\.yaml is new\.\nasyncapi\.yaml, compared with main:/);
    const none = runStep(diff, folder, { base: "" });
    assert.equal(none.code, 0);
    assert.match(none.annotations[0] ?? "", /^::notice title=boost-gen::There is no base/);
    assert.notEqual(runStep(diff, folder, { inputs: { base: "no-such-branch" } }).code, 0);
  });
});

/** The part of GitHub's metadata syntax that a composite action may have; another key is a mistake. */
const metadata = {
  type: "object",
  additionalProperties: false,
  required: ["name", "description", "runs"],
  properties: {
    name: { type: "string", minLength: 1 },
    description: { type: "string", minLength: 1 },
    inputs: {
      type: "object",
      propertyNames: { pattern: "^[_a-zA-Z][a-zA-Z0-9_-]*$" },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["description"],
        properties: {
          description: { type: "string" },
          default: { type: "string" },
          required: { type: "boolean" },
          deprecationMessage: { type: "string" },
        },
      },
    },
    runs: {
      type: "object",
      additionalProperties: false,
      required: ["using", "steps"],
      properties: {
        using: { const: "composite" },
        steps: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["run", "shell"],
            properties: {
              name: { type: "string" },
              id: { type: "string" },
              if: { type: "string" },
              shell: { enum: ["bash"] },
              run: { type: "string" },
              "working-directory": { type: "string" },
              env: { type: "object", additionalProperties: { type: "string" } },
              "continue-on-error": { type: "boolean" },
            },
          },
        },
      },
    },
  },
};

test("the action's file is what GitHub takes, and no input is pasted into a script", () => {
  const text = readFileSync(actionFile, "utf8");
  const accepts = new Ajv({ allErrors: true }).compile(metadata);
  accepts(parse(text));
  assert.deepEqual(accepts.errors ?? [], []);
  const { inputs, steps } = readAction();
  for (const { run } of steps) assert.doesNotMatch(run, /\$\{\{/, "an expression in a script runs what an input says");
  const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
  assert.deepEqual([...used].sort(), Object.keys(inputs).sort());
});
