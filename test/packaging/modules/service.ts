import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../../services/run.ts";
import { workerFolder } from "./workshop.ts";

/** A project around a small service, as its user would have it. */
export interface Setting {
  readonly type: "commonjs" | "module";
  readonly compilerOptions: object;
  /** How the imports of generated files have to end here. */
  readonly extension: ".js" | ".ts" | "";
  /** With workflow code, and a program that bundles it. */
  readonly workflows?: true;
}

const channel = (name: string, message: string): string => `
  ${name}:
    address: __PREFIX__.${name}
    messages: { ${message}: { $ref: "#/components/messages/${message}" } }`;

const operation = (name: string, action: string, on: string): string => `
  ${name}: { action: ${action}, channel: { $ref: "#/channels/${on}" }, x-boost: { redis: { kind: stream } } }`;

/** It receives a greeting and sends an answer, and as its own visitor it sends the greeting and waits for the answer. */
const document = `asyncapi: 3.0.0
info: { title: Greeter, version: 1.0.0 }
servers:
  redis: { host: "localhost:6379", protocol: redis }
channels:${channel("greetings", "greeting")}${channel("answers", "answer")}
operations:${operation("onGreeting", "receive", "greetings")}${operation("sendGreeting", "send", "greetings")}${operation("onAnswer", "receive", "answers")}${operation("sendAnswer", "send", "answers")}
components:
  messages:
    greeting:__GREETING__
      payload:
        type: object
        required: [name]
        properties:
          name: { type: string }
          mood: { enum: [calm, loud] }
    answer:__ANSWER__
      payload: { type: object, required: [text], properties: { text: { type: string } } }
`;

const started = `
      x-temporal: { workflow: Greet, workflowId: "greet-{$message.payload#/name}", taskQueue: greet }`;
const told = `
      x-temporal: { workflowId: "greet-{$message.payload#/text}", signal: { name: answered } }`;

const onGreeting = (extension: string): string => `import type { OnGreetingHandlers } from "../generated/operations${extension}";

export const onGreeting: OnGreetingHandlers = {
  async greeting(message, context) {
    await context.publish.answer({ text: \`Hello \${message.name}\` });
  },
};
`;

const onAnswer = (extension: string): string => `import type { OnAnswerHandlers } from "../generated/operations${extension}";

const waiting: Record<string, () => void> = {};

export function answered(text: string): Promise<void> {
  return new Promise((resolve) => {
    waiting[text] = resolve;
  });
}

export const onAnswer: OnAnswerHandlers = {
  answer(message) {
    waiting[message.text]?.();
  },
};
`;

const service = (extension: string): string => `import { BoostApp } from "boost-gen/runtime";
import { contract } from "./generated/index${extension}";
import { handlers } from "./handlers/index${extension}";
import { answered } from "./handlers/on-answer${extension}";

export async function greet(name: string): Promise<string> {
  const app = new BoostApp(name);
  app.addSubscribers("greeter", contract, handlers);
  const publishers = app.publishers(contract);
  await app.start();
  try {
    const answer = answered(\`Hello \${name}\`);
    await publishers.greeting({ name });
    await answer;
  } finally {
    await app.stop();
  }
  return \`Hello \${name}\`;
}
`;

const main = (extension: string): string => `/// <reference types="node" />
import { greet } from "./service${extension}";

greet(process.env["SERVICE_NAME"] ?? "nobody").then(
  (answer) => {
    console.log(answer);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
`;

const jestTest = (extension: string): string => `import { expect, test } from "@jest/globals";
import { createTestApp } from "boost-gen/testing";
import { contract } from "./generated/index${extension}";
import { handlers } from "./handlers/index${extension}";
import { greet } from "./service${extension}";

test("in the harness", async () => {
  const app = await createTestApp(contract, handlers);
  await app.publish.greeting({ name: "Ada" });
  expect(app.published.map(({ payload }) => payload)).toEqual([{ text: "Hello Ada" }]);
  await app.stop();
});

test("over its broker", async () => {
  expect(await greet(process.env["SERVICE_NAME"] ?? "nobody")).toBe(\`Hello \${process.env["SERVICE_NAME"]}\`);
});
`;

/** Everything that `workflow.ts` has, with options that only TypeScript looks at. */
const workflows = (extension: string): string => `import { condition, setHandler } from "@temporalio/workflow";
import { greet, publish, publishWith, type WorkflowImplementations } from "./generated/workflow${extension}";

const patient = publishWith({ startToCloseTimeout: "1 minute", retry: { maximumAttempts: 3 } });

export const Greet: WorkflowImplementations["Greet"] = async ({ name }) => {
  let answer: string | undefined;
  setHandler(greet.signals.answered, ({ text }) => {
    answer = text;
  });
  await publish.greeting({ name, mood: "calm" });
  await condition(() => answer !== undefined);
  const { id } = await patient.answer({ text: answer ?? "" }, { correlationId: name });
  return id;
};
`;

/** Bundles as a worker does, and imports the bundle as its sandbox does: \`node bundle-workflows.cjs <file>\`. */
const bundleWorkflows = `const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
const { bundleWorkflowCode } = require("@temporalio/worker");

const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const sandbox = { URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AsyncLocalStorage, console };

bundleWorkflowCode({ workflowsPath: require.resolve("./" + process.argv[2]), logger: quiet }).then(({ code }) => {
  const context = vm.createContext({ ...sandbox, assert: require("node:assert"), __webpack_module_cache__: {} });
  vm.runInContext(code, context);
  const exported = Object.keys(vm.runInContext("__TEMPORAL__.importWorkflows()", context));
  console.log(exported.join() === "Greet" ? "Hello " + process.env.SERVICE_NAME : "it exports " + exported.join());
});
`;

/** Writes the service into a new folder and runs the generator there. Returns what the generator said. */
export async function makeService(folder: string, setting: Setting, prefix: string): Promise<string> {
  const { type, compilerOptions, extension } = setting;
  const hasWorkflows = setting.workflows === true;
  const files = {
    "package.json": JSON.stringify({ type, ...(hasWorkflows ? { dependencies: { "@temporalio/workflow": "*" } } : {}) }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        strict: true,
        skipLibCheck: false,
        outDir: "out",
        rootDir: ".",
        types: ["node"],
        ...compilerOptions,
      },
      exclude: ["out*", "*.test.ts"],
    }),
    "asyncapi.yaml": document
      .replaceAll("__PREFIX__", prefix)
      .replace("__GREETING__", hasWorkflows ? started : "")
      .replace("__ANSWER__", hasWorkflows ? told : ""),
    "handlers/on-greeting.ts": onGreeting(extension),
    "handlers/on-answer.ts": onAnswer(extension),
    "service.ts": service(extension),
    "service.test.ts": jestTest(extension),
    "main.ts": main(extension),
    ...(hasWorkflows ? { "workflows.ts": workflows(extension), "bundle-workflows.cjs": bundleWorkflows } : {}),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (hasWorkflows) {
    await mkdir(join(folder, "node_modules"));
    await symlink(join("../..", workerFolder, "node_modules/@temporalio"), join(folder, "node_modules/@temporalio"));
  }
  return run(process.execPath, ["../node_modules/boost-gen/dist/cli/main.js", "asyncapi.yaml"], { cwd: folder });
}
