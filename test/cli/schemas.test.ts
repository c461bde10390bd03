import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, type TestContext, test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { extensionsSchema } from "../../.tools/build/options/json-schema.ts";
import { readContract } from "../../src/cli/changes/read-contract.ts";
import { commands } from "../../src/cli/commands.ts";
import { ConfigError, findConfig } from "../../src/cli/config.ts";
import { isRecord } from "../../src/cli/record.ts";
import { fc } from "../random/fast-check.ts";
import { root } from "./program.ts";
import { type Session, session } from "./session.ts";
import { tinyDocument } from "./tiny-compiler.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-schemas-")));
after(() => rmSync(folder, { recursive: true }));

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function readSchema(name: string): object {
  if (name === "extensions") return extensionsSchema();
  return JSON.parse(readFileSync(join(root, `src/cli/schemas/${name}.schema.json`), "utf8"));
}

function compile(name: string): ValidateFunction {
  return new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true }).compile(
    readSchema(name),
  );
}

const numRuns = Number(process.env["BOOST_PROPERTY_RUNS"] ?? 300);

/** Replaces, removes, renames or adds one thing somewhere in a value; `picks` decide what and where. */
function mutate(value: Json, pool: readonly Json[], [where = 0, how = 0, ...picks]: readonly number[]): Json {
  const children = Array.isArray(value) ? value.map((_, index) => String(index)) : isRecord(value) ? Object.keys(value) : [];
  const key = children[where % (children.length + 1)];
  if (key === undefined) {
    if (isRecord(value) && how % 3 === 0) return { ...(value as { readonly [key: string]: Json }), [`${children[0] ?? "key"}s`]: 1 };
    return pool[how % pool.length] ?? null;
  }
  if (Array.isArray(value)) return value.map((item: Json, index) => (String(index) === key ? mutate(item, pool, [how, ...picks]) : item));
  const record = value as { readonly [key: string]: Json };
  if (how % 4 === 0) return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
  return { ...record, [key]: mutate(record[key] ?? null, pool, [how >> 2, ...picks]) };
}

const mutations = fc.array(fc.array(fc.nat(4_000), { minLength: 8, maxLength: 8 }), { maxLength: 2 });

describe("the schema of the configuration", () => {
  const accepts = compile("config");
  const full: Json = {
    $schema: "./node_modules/boost-gen/dist/schemas/config.schema.json",
    documents: [
      {
        document: "a.yaml",
        out: "gen/a",
        handlers: "src/a",
        as: "client",
        allowRef: ["../common", "https://example.com"],
        strict: true,
        app: "shop",
      },
      { document: "b.yaml" },
    ],
  };
  const pool: readonly Json[] = ["x", "", "application", "server", 1, true, null, [], ["x"], [1], {}, { document: "c" }];
  const read = async (value: Json): Promise<string | undefined> => {
    writeFileSync(join(folder, "boost-gen.config.json"), JSON.stringify(value));
    try {
      await findConfig(folder);
      return undefined;
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
  };

  test("takes what the program takes, and nothing else", async (context) => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutations, async (steps) => {
        const value = steps.reduce<Json>((current, picks) => mutate(current, pool, picks), full);
        const problem = await read(value);
        if (problem !== undefined) refused++;
        assert.equal(accepts(value), problem === undefined, `${JSON.stringify(value)}: ${problem}, ${JSON.stringify(accepts.errors)}`);
      }),
      { numRuns },
    );
    assert.ok(refused > numRuns / 10 && refused < numRuns);
    context.diagnostic(`${numRuns} configurations, ${refused} refused by both`);
  });

  test("takes the repository's own", () => {
    assert.ok(accepts(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))["boost-gen"]));
  });
});

describe("the schema of the extensions", () => {
  const accepts = compile("extensions");
  const documents = join(root, "specs");
  const golden = join(root, "test/golden/regeneration");

  test("takes every document that the compiler takes", async () => {
    const files = [
      ...readdirSync(documents).map((name) => join(documents, name)),
      ...readdirSync(golden).flatMap((name) => [join(golden, name, "before.yaml"), join(golden, name, "after.yaml")]),
    ].filter((file) => file.endsWith(".yaml"));
    assert.ok(files.length > 50);
    for (const file of files) assert.ok(accepts(parse(readFileSync(file, "utf8"))), `${file}: ${JSON.stringify(accepts.errors)}`);
  });

  const boost = {
    group: "g",
    concurrency: 4,
    ordering: "key",
    orderBy: "{$message.payload#/id}",
    timeout: "30s",
    retry: { attempts: 3, initialInterval: "30s", multiplier: 2, maxInterval: "1h" },
    deadLetter: "dlq",
    delivery: "at-least-once",
    unmatched: "skip",
    idFromBody: true,
    kafka: { outOfRange: "stop", tombstone: "skip" },
    amqp: { declare: "create", queueType: "classic", prefetch: 10, singleActive: true, arguments: { "x-max-priority": 10 } },
    redis: { kind: "stream", minIdle: "30s", trim: "none", envelope: true },
  };
  const start = {
    workflow: "W",
    workflowId: "w-{$message.payload#/id}",
    taskQueue: "q",
    args: ["{$message.payload}"],
    signal: { name: "s", args: [1] },
    idReusePolicy: "allow-duplicate",
    workflowIdConflictPolicy: "USE_EXISTING",
    onConflict: "reject",
    onClosed: "ignore",
    executionTimeout: "1h",
    runTimeout: "1h",
    taskTimeout: "30s",
    startDelay: "30s",
    retry: { maximumAttempts: 3, initialInterval: "30s", maximumInterval: "1h", backoffCoefficient: 2, nonRetryableErrorTypes: ["A"] },
    priority: 3,
    fairnessKey: "{$message.payload#/id}",
    fairnessWeight: 0.5,
    staticSummary: "Order {$message.payload#/id}",
    staticDetails: "x",
    versioningOverride: { pinnedTo: { deploymentName: "d", buildId: "b" } },
    memo: { customer: "{$message.payload#/id}", fixed: 1 },
    searchAttributes: { customer: { type: "keyword", value: "{$message.payload#/id}" } },
    when: { payload: { type: "object" }, headers: true },
  };
  const extensions: { readonly [place: string]: Json } = {
    rootBoost: { as: "application", ...boost },
    rootTemporal: { namespace: "n", taskQueue: "q", address: "localhost:7233" },
    operationBoost: { dispatch: "first", ...boost },
    messageBoost: { key: "{$message.payload#/id}", match: { header: "kind", equals: 2 }, payload: "unknown" },
    otherBoost: { match: { header: "kind", equals: 1 } },
    temporal: [start, { workflowId: "w", onMissing: "retry", update: { name: "u", args: [], id: "{$message.payload#/id}" } }],
  };
  const documentOf = (places: typeof extensions): Json => ({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    "x-boost": places["rootBoost"] ?? {},
    "x-temporal": places["rootTemporal"] ?? {},
    channels: {
      c: {
        address: "c",
        messages: {
          a: {
            payload: { type: "object", properties: { id: { type: "string" } } },
            headers: { type: "object", properties: { kind: { type: "integer" } } },
            "x-boost": places["messageBoost"] ?? {},
            "x-temporal": places["temporal"] ?? [],
          },
          b: {
            payload: { type: "object" },
            headers: { type: "object", properties: { kind: { type: "integer" } } },
            "x-boost": places["otherBoost"] ?? {},
          },
        },
      },
    },
    operations: { o: { action: "receive", channel: { $ref: "#/channels/c" }, "x-boost": places["operationBoost"] ?? {} } },
  });
  const pool: readonly Json[] = [
    ...["x", "", "30s", "1h", "30", "1 s", "key", "none", "first", "create", "stream", "reject", "ignore", "fail", "int", "/id", "unknown"],
    ...[0, 1, 3, 6, 1.5, -1, 70_000, true, false, null, [], [1], ["x"], {}, { name: "s" }, { type: "int", value: 1 }, { boost: 1 }],
  ];
  /** What a reader says about form; the rest is about meaning, which no schema sees. */
  const formal: ReadonlySet<string> = new Set(["extension-type", "extension-key", "extension-missing"]);

  test("refuses what the compiler refuses for its form, and nothing that it takes", async (context) => {
    const file = join(folder, "asyncapi.json");
    const names = Object.keys(extensions);
    const seen = { taken: 0, form: 0, meaning: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(names.length - 1), mutations, async (which, steps) => {
        const name = names[which] ?? "";
        const value = steps.reduce<Json>((current, picks) => mutate(current, pool, picks), extensions[name] ?? null);
        const document = documentOf({ ...extensions, [name]: value });
        writeFileSync(file, JSON.stringify(document));
        const reading = await readContract(file, { cwd: folder, allowRef: [] });
        const codes =
          reading.kind === "read" ? [] : reading.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
        const said = `${name} ${JSON.stringify(value)}: ${codes}; ${JSON.stringify(accepts.errors)}`;
        if (accepts(document)) {
          assert.ok(!codes.some((code) => formal.has(code)), said);
          seen[codes.length === 0 ? "taken" : "meaning"]++;
        } else {
          assert.ok(
            codes.some((code) => code.startsWith("extension-")),
            said,
          );
          seen.form++;
        }
      }),
      { numRuns },
    );
    assert.ok(seen.taken > 10 && seen.form > 10, JSON.stringify(seen));
    context.diagnostic(`${numRuns} documents: ${JSON.stringify(seen)}`);
  });
});

describe("the schema of what --json prints", () => {
  const lax = compile("report");
  /** The same, with nothing that is not listed. */
  const exact = new Ajv({ allErrors: true, strict: false }).compile(closed(readSchema("report")) as object);

  function closed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(closed);
    if (!isRecord(value)) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]));
    return value["type"] === "object" ? { ...inner, additionalProperties: false } : inner;
  }

  async function check(space: Session, line: string): Promise<void> {
    const { out } = await space.type(`${line} --json`);
    const value: unknown = JSON.parse(out);
    for (const validate of [lax, exact]) assert.ok(validate(value), `${line}: ${JSON.stringify(validate.errors)}\n${out}`);
  }

  const made = (context: TestContext): Session => {
    const space = session(context);
    mkdirSync(space.path("handlers"));
    return space;
  };

  test("holds for every kind of outcome", async (context) => {
    const space = made(context);
    const onOrder = { channel: "orders", messages: ["orderCreated"] };
    const onRefund = { channel: "refunds", messages: ["refunded"] };
    const write = (operations: Parameters<typeof tinyDocument>[0]["operations"]): void =>
      space.write("a.json", tinyDocument({ operations: operations ?? {}, schemas: { order: "export {};" }, warning: true }));
    write({ onOrder, onRefund });
    await check(space, "a.json --dry-run");
    await check(space, "a.json");
    write({ onOrder: { ...onOrder, messages: ["orderCreated", "orderLost"] }, onPaid: onRefund });
    await check(space, "a.json --check");
    space.write("handlers/on-order.ts", "export const onOrder = make();");
    await check(space, "a.json");
    write({ onOrder });
    await check(space, "a.json");
    space.write("a.json", tinyDocument({ broken: true }));
    await check(space, "a.json");
  });

  test("holds for changes and for findings, with the real compiler", async (context) => {
    const space = session(context, commands);
    const [before, after_] = ["before", "after"].map((name) =>
      readFileSync(join(root, `test/golden/regeneration/message-added/${name}.yaml`), "utf8"),
    );
    space.write("old.yaml", before ?? "");
    space.write("new.yaml", after_ ?? "");
    await check(space, "diff old.yaml new.yaml");
    await check(space, "old.yaml");
    space.write("old.yaml", after_ ?? "");
    await check(space, "old.yaml");
    space.write("bad.yaml", (after_ ?? "").replace("action: receive", "action: recieve"));
    await check(space, "validate bad.yaml");
  });

  test("holds for each line of try: handled, invalid, stubs, what is sent", async (context) => {
    const space = session(context, commands);
    const outcomes = new Set<string>();
    const orders = readFileSync(join(root, "specs/orders.yaml"), "utf8");
    space.write("good.yaml", orders);
    space.write("bad.yaml", orders.replaceAll("order_id: o-1001", "order_id: 7"));
    space.write("stubs.yaml", orders.replace(/^ {6}x-temporal:\n(?: {8}.*\n)+/gm, ""));
    for (const name of ["good", "bad", "stubs"]) {
      const { code, out } = await space.type(`try ${name}.yaml --json`);
      const lines = out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { readonly ok: boolean; readonly outcome: string });
      for (const line of lines) {
        for (const validate of [lax, exact]) assert.ok(validate(line), `${JSON.stringify(validate.errors)}\n${JSON.stringify(line)}`);
        outcomes.add(line.outcome);
      }
      assert.equal(code, lines.every(({ ok }) => ok) ? 0 : 1, name);
    }
    assert.deepEqual([...outcomes].toSorted(), ["dead-lettered", "handled", "invalid", "stub", "valid"]);
  });

  test("is closed where the test closes it", () => {
    const report = { version: 1, exitCode: 0, documents: [], extra: 1 };
    assert.deepEqual([lax(report), exact(report)], [true, false]);
  });
});
