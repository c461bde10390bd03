import { buildIdentity } from "./build-identity.ts";
import type { Command, Flag } from "./command.ts";
import { runGenerate } from "./commands/generate.ts";
import type { CompileFile } from "./compilation.ts";

/** A run that finds nothing changed never gets here. */
const compileFile: CompileFile = async (document, options) => {
  const compiler = await import("./compile-file.ts");
  return compiler.compileFile(document, options);
};

const generate: Command = {
  name: "",
  usage: "boost-gen [<document>] [options]",
  summary: "Compiles an AsyncAPI document into typed subscribers, validators and publishers.",
  brief: "compile a document",
  words: { least: 0, most: 1 },
  flags: [
    { name: "out", value: "folder", help: "Where generated files go (default: generated)." },
    { name: "handlers", value: "folder", help: "Where your handlers are (default: handlers)." },
    { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
    { name: "check", help: "Write nothing, print the differences, exit 1 if any." },
    { name: "dry-run", help: "Write nothing, say what would be written." },
    { name: "watch", help: "Stay, and run again whenever the document is saved." },
    { name: "force", help: "Overwrite edited files; change document or role." },
    { name: "strict", help: "Ask the official AsyncAPI parser as well." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
    { name: "json", help: "Print JSON, as in dist/schemas/report.schema.json." },
    { name: "quiet", help: "Print complaints only." },
  ],
  examples: ["npx boost-gen asyncapi.yaml --out src/generated"],
  run: (input, terminal) => runGenerate(input, terminal, { compileFile, build: buildIdentity }),
};

const diff: Command = {
  name: "diff",
  usage: "boost-gen diff <old> <new> [options]",
  summary: "Says what changed between two documents, and whom it breaks.",
  brief: "compare two documents",
  words: { least: 2, most: 2 },
  flags: [
    {
      name: "fail-on",
      value: "effect",
      choices: ["breaking", "compatible", "cosmetic"],
      help: "Exit 1 when there is such a change or a worse one.",
    },
    { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
    { name: "json", help: "Print JSON, as in dist/schemas/report.schema.json." },
  ],
  examples: ["npx boost-gen diff git:main:api.yaml api.yaml --fail-on breaking"],
  run: async (input, terminal) => {
    const { runDiff } = await import("./commands/diff.ts");
    return runDiff(input, terminal);
  },
};

const validate: Command = {
  name: "validate",
  usage: "boost-gen validate [<document>] [options]",
  summary: "Checks a document with boost-gen's rules and with AsyncAPI's own parser.",
  brief: "check a document",
  words: { least: 0, most: 1 },
  flags: [
    { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
    { name: "json", help: "Print JSON, as in dist/schemas/report.schema.json." },
  ],
  examples: ["npx boost-gen validate asyncapi.yaml"],
  run: async (input, terminal) => {
    const { runValidate } = await import("./commands/validate.ts");
    return runValidate(input, terminal);
  },
};

const init: Command = {
  name: "init",
  usage: "boost-gen init [<folder>] [options]",
  summary: "Makes a project around a document: program, workflow, test. Overwrites nothing.",
  brief: "make a project",
  words: { least: 0, most: 1 },
  flags: [
    { name: "document", value: "file", help: "The document (default: a starter of boost-gen's own)." },
    { name: "broker", value: "broker", choices: ["kafka", "rabbitmq", "redis"], help: "Broker of the starter (default: kafka)." },
    { name: "deploy", help: "A Dockerfile and a compose.yaml with its brokers as well." },
    { name: "dry-run", help: "Write nothing, say what would be written." },
    { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
  ],
  examples: ["npx boost-gen init my-service --broker redis", "npx boost-gen init my-service --document specs/orders.yaml"],
  run: async (input, terminal) => {
    const { runInit } = await import("./commands/init.ts");
    return runInit(input, terminal, { compileFile, build: buildIdentity });
  },
};

/** Of every command that opens the page. */
const served: readonly Flag[] = [
  { name: "port", value: "n", help: "Port of the page (default: any that is free)." },
  { name: "host", value: "address", help: "Address to listen on (default: 127.0.0.1)." },
  { name: "mask", value: "field", multiple: true, help: "Payload fields whose values are not shown: card,email." },
];

const tryOut: Command = {
  name: "try",
  usage: "boost-gen try [<document>] [options]",
  summary: "Runs a document in this process: sends every message, says what became of it.",
  brief: "see a document at work",
  words: { least: 0, most: 1 },
  flags: [
    { name: "once", help: "End after the document's messages; take no lines." },
    { name: "studio", help: "Open the page instead, and try messages there." },
    { name: "json", help: "The same, as one JSON object a line." },
    { name: "handlers", value: "folder", help: "Where your handlers are (default: handlers)." },
    { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
    ...served,
  ],
  examples: ["npx boost-gen try asyncapi.yaml --once", "npx boost-gen try asyncapi.yaml --studio"],
  run: async (input, terminal) => {
    const { runTry } = await import("./commands/try.ts");
    return runTry(input, terminal, { compileFile, build: buildIdentity });
  },
};

/** Of every tool that talks to the servers of a document. */
const common: readonly Flag[] = [
  { name: "document", value: "file", help: "Default: the configured one, or asyncapi.yaml." },
  { name: "app", value: "name", help: "The application's name, as in new BoostApp(name)." },
  { name: "as", value: "role", choices: ["application", "client"], help: "application, or client: somebody else's service." },
  { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
];

const publish: Command = {
  name: "publish",
  usage: "boost-gen publish <message|operation> [options]",
  summary: "Publishes one message, validated, to the real server.",
  brief: "publish one message",
  words: { least: 1, most: 1 },
  flags: [
    { name: "example", value: "n", help: "Of the document, by number or name (default: 1)." },
    { name: "data", value: "file", help: "Payload from a file; - is standard input." },
    { name: "header", value: "name=value", multiple: true, help: "A header." },
    { name: "parameter", value: "name=value", multiple: true, help: "A parameter of the address." },
    { name: "key", value: "key", help: "The key (default: what the document says)." },
    { name: "address", value: "address", help: "Another address than the channel's." },
    { name: "dry-run", help: "Validate and say where it would go; send nothing." },
    ...common,
  ],
  examples: ["npx boost-gen publish OrderCreated --example 1", "echo '{…}' | npx boost-gen publish OrderCreated --data -"],
  run: async (input, terminal) => {
    const { runPublish } = await import("./commands/publish.ts");
    return runPublish(input, terminal, { compileFile, build: buildIdentity });
  },
};

const dlq: Command = {
  name: "dlq",
  usage: "boost-gen dlq <list|show|replay|drop> [<id>…] [options]",
  summary: "Looks at dead letters, sends them back to where they came from, or drops them.",
  brief: "list, replay, drop dead letters",
  words: { least: 1, most: 1_000 },
  flags: [
    { name: "operation", value: "operation", help: "Only those of this operation." },
    { name: "cause", value: "text", help: "Only those whose cause contains this." },
    { name: "from", value: "address", help: "Only those in this topic, queue or stream." },
    { name: "limit", value: "n", help: "At most so many, oldest first (list: 100)." },
    { name: "all", help: "replay, drop: all that the other options leave." },
    { name: "dry-run", help: "replay, drop: say what would happen." },
    { name: "json", help: "list, show: one JSON object a line." },
    ...common,
  ],
  examples: ["npx boost-gen dlq list --cause schema", "npx boost-gen dlq replay --all --operation onOrder --dry-run"],
  run: async (input, terminal) => {
    const { runDlq } = await import("./commands/dlq.ts");
    return runDlq(input, terminal, { compileFile, build: buildIdentity });
  },
};

const doctor: Command = {
  name: "doctor",
  usage: "boost-gen doctor [options]",
  summary: "Asks brokers and Temporal whether all that the document needs is there.",
  brief: "ask the servers what is missing",
  words: { least: 0, most: 0 },
  flags: [
    { name: "create", help: "Make topics, queues, exchanges, groups that are absent." },
    { name: "json", help: "One JSON object a line." },
    ...common,
  ],
  examples: ["npx boost-gen doctor --document asyncapi.yaml", "npx boost-gen doctor --create"],
  run: async (input, terminal) => {
    const { runDoctor } = await import("./commands/doctor.ts");
    return runDoctor(input, terminal, { compileFile, build: buildIdentity });
  },
};

const studio: Command = {
  name: "studio",
  usage: "boost-gen studio [<document>] [options]",
  summary: "Opens a page: the contract, a message to try, dead letters, what is missing.",
  brief: "look at all of it in a browser",
  words: { least: 0, most: 1 },
  flags: [
    { name: "write", help: "Allow publishing, replaying, dropping." },
    ...served,
    ...common.filter(({ name }) => name !== "document"),
  ],
  examples: ["npx boost-gen studio asyncapi.yaml", "npx boost-gen studio --write --port 4000"],
  run: async (input, terminal) => {
    const { runStudio } = await import("./commands/studio.ts");
    return runStudio(input, terminal, { compileFile, build: buildIdentity });
  },
};

const noPager: Flag = { name: "no-pager", help: "Print all at once, also where the screen is shorter." };

const guide: Command = {
  name: "guide",
  usage: "boost-gen guide [<topic>] [options]",
  summary: "Prints a page of the guide; without a topic, the list of pages.",
  brief: "read the guide",
  words: { least: 0, most: 1 },
  flags: [noPager],
  examples: ["npx boost-gen guide", "npx boost-gen guide formats"],
  run: async (input, terminal) => {
    const { runGuide } = await import("./commands/guide.ts");
    return runGuide(input, terminal);
  },
};

const explain: Command = {
  name: "explain",
  usage: "boost-gen explain [<code>] [options]",
  summary: "Says what a code means, with an example that provokes it and how to mend it.",
  brief: "what a complaint means",
  words: { least: 0, most: 1 },
  flags: [noPager, { name: "json", help: "Print JSON, as in dist/schemas/report.schema.json." }],
  examples: ["npx boost-gen explain schema-no-type"],
  run: async (input, terminal) => {
    const { runExplain } = await import("./commands/explain.ts");
    return runExplain(input, terminal);
  },
};

/** The main command first. All but the main one load what they are made of when they run. */
export const commands: readonly [Command, ...Command[]] = [
  generate,
  tryOut,
  init,
  validate,
  diff,
  publish,
  dlq,
  doctor,
  studio,
  guide,
  explain,
];
