import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { parse } from "yaml";
import { variables } from "../../src/runtime/config/variables.ts";
import { temporalVariables } from "../../src/runtime/temporal/index.ts";
import { ownTemporaryFolder } from "../own-temporary-folder.ts";
import { findExecutable } from "../services/install.ts";
import { boostGen, root } from "./program.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-deploy-")));
after(() => rmSync(folder, { recursive: true }));
cpSync(join(root, "specs"), join(folder, "specs"), { recursive: true });

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly environment?: { readonly [name: string]: string };
  readonly depends_on?: { readonly [service: string]: { readonly condition: string } };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
}

const documented = [...variables.map(({ name }) => name), ...temporalVariables.map(({ name }) => name)].map(
  (name) => new RegExp(`^${name.replace(/<\w+>/g, "[A-Z0-9_]+")}$`),
);

function isRead(name: string): boolean {
  return documented.some((pattern) => pattern.test(name));
}

/** Instructions of a Dockerfile, lines that go on put together. */
function instructions(text: string): readonly (readonly [string, string])[] {
  return text
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => [line.split(" ")[0] ?? "", line.slice(line.indexOf(" ") + 1)]);
}

const ofNode = (text: string): { readonly [name: string]: string } =>
  Object.fromEntries(instructions(text).flatMap(([word, rest]) => (word === "ENV" ? rest.split(" ").map((each) => each.split("=")) : [])));

function checkDockerfile(text: string): void {
  const all = instructions(text);
  const rest = (word: string): readonly string[] => all.flatMap(([each, value]) => (each === word ? [value] : []));
  const stages = rest("FROM");
  assert.equal(stages.length, 2, "the compiler stays in a stage of its own");
  for (const stage of stages) assert.match(stage, /^node:\d+\.\d+-[a-z]+-slim( AS build)?$/, "a tag that does not move to another major");
  const last = all.slice(all.findLastIndex(([word]) => word === "FROM"));
  assert.ok(
    last.some(([word, user]) => word === "USER" && user !== "root"),
    "not as root",
  );
  assert.match(rest("RUN").join("\n"), /npm ci\n.*npm prune --omit=dev/);
  assert.equal(rest("STOPSIGNAL")[0], "SIGTERM");
  const environment = ofNode(text);
  for (const name of Object.keys(environment)) assert.ok(name === "NODE_ENV" || isRead(name), `${name} is read by nobody`);
  assert.equal(rest("EXPOSE")[0], environment["BOOST_HTTP_PORT"]);
  assert.match(rest("HEALTHCHECK")[0] ?? "", new RegExp(`127\\.0\\.0\\.1:${environment["BOOST_HTTP_PORT"]}/livez`));
  assert.deepEqual(JSON.parse(rest("CMD")[0] ?? ""), ["node", "build/main.js", "run", "all"]);
}

function checkCompose(services: { readonly [name: string]: Service }, dockerfile: string): void {
  const { service } = services;
  assert.ok(service);
  for (const [name, { image, build, depends_on, environment, healthcheck }] of Object.entries(services)) {
    assert.ok(build === "." || /^[a-z/-]+:\d[\w.-]*$/.test(image ?? ""), `${name}: ${image}`);
    for (const [other, { condition }] of Object.entries(depends_on ?? {})) {
      assert.ok(services[other], `${name} waits for ${other}`);
      assert.ok(condition !== "service_healthy" || services[other]?.healthcheck?.test?.[0] === "CMD", `${other} says when it is healthy`);
    }
    assert.ok(build !== undefined || healthcheck !== undefined, name);
    if (build !== undefined)
      for (const variable of Object.keys(environment ?? {})) assert.ok(isRead(variable), `${variable} is read by nobody`);
  }
  const seconds = (text = ""): number => Number(text.replace(/s$/, ""));
  assert.ok(seconds(service.stop_grace_period) > seconds(ofNode(dockerfile)["BOOST_SHUTDOWN_GRACE"]), "it is killed before it has stopped");
  assert.deepEqual(service.ports, [`${ofNode(dockerfile)["BOOST_HTTP_PORT"]}:${ofNode(dockerfile)["BOOST_HTTP_PORT"]}`]);
}

function read(project: string): { readonly dockerfile: string; readonly services: { readonly [name: string]: Service } } {
  const text = readFileSync(join(folder, project, "compose.yaml"), "utf8");
  return { dockerfile: readFileSync(join(folder, project, "Dockerfile"), "utf8"), services: parse(text, { merge: true }).services };
}

describe("boost-gen init --deploy", () => {
  for (const [broker, image, url] of [
    ["kafka", "apache/kafka", { BOOST_KAFKA_URL: "kafka:9092" }],
    ["rabbitmq", "rabbitmq", { BOOST_RABBITMQ_URL: "amqp://guest:guest@rabbitmq:5672" }],
    ["redis", "redis", { BOOST_REDIS_URL: "redis://redis:6379" }],
  ] as const)
    test(`brings a service and ${broker} up together`, () => {
      const { code, out, err } = boostGen(folder, ["init", broker, "--broker", broker, "--deploy"]);
      assert.equal(code, 0, err);
      assert.match(out, /\.dockerignore .*Dockerfile .*compose\.yaml/);
      const { dockerfile, services } = read(broker);
      checkDockerfile(dockerfile);
      checkCompose(services, dockerfile);
      assert.deepEqual(services["service"]?.environment, { ...url, TEMPORAL_ADDRESS: "temporal:7233" });
      assert.deepEqual(Object.keys(services), ["service", "prepare", broker, "temporal"]);
      assert.match(services[broker]?.image ?? "", new RegExp(`^${image}:`));
    });

  for (const name of ["tasks", "orders", "notifications", "storefront", "payments"])
    test(`brings up what specs/${name}.yaml needs`, () => {
      const { code, err } = boostGen(folder, ["init", `around-${name}`, "--document", `specs/${name}.yaml`, "--deploy"]);
      assert.equal(code, 0, err);
      const { dockerfile, services } = read(`around-${name}`);
      checkDockerfile(dockerfile);
      checkCompose(services, dockerfile);
      assert.equal(services["prepare"], undefined, "the document is not in the image");
      const address = services["service"]?.environment?.["BOOST_KAFKA_REGISTRY_URL"];
      assert.equal(address, name === "payments" ? "http://registry:8080/apis/ccompat/v7" : undefined);
      assert.equal(services["registry"]?.image?.startsWith("apicurio/apicurio-registry-mem:"), name === "payments" ? true : undefined);
    });

  for (const [said, isThere] of [
    ["bindings: { kafka: { schemaIdLocation: payload } }", true],
    ["x-boost: { registry: { framing: confluent } }", true],
    ["x-boost: { registry: { framing: glue } }", false],
    ["x-boost: { registry: { framing: none } }", false],
    ["summary: No frame.", false],
  ] as const)
    test(`brings a schema registry where messages name their schemas in one: ${said}`, () => {
      const project = `registry-${said.replace(/\W+/g, "-")}`;
      const schema = "{ type: record, name: Order, fields: [{ name: id, type: string }] }";
      writeFileSync(
        join(folder, `${project}.yaml`),
        `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
servers: { main: { host: localhost, protocol: kafka }, other: { host: localhost, protocol: amqp } }
channels:
  orders:
    address: orders
    servers: [{ $ref: "#/servers/main" }]
    messages: { ordered: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${schema} }, ${said} } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }
`,
      );
      const { code, err } = boostGen(folder, ["init", project, "--document", `${project}.yaml`, "--deploy"]);
      assert.equal(code, 0, err);
      const { dockerfile, services } = read(project);
      checkCompose(services, dockerfile);
      assert.deepEqual(
        [services["service"]?.environment?.["BOOST_MAIN_REGISTRY_URL"], Object.keys(services).includes("registry")],
        [isThere ? "http://registry:8080/apis/ccompat/v7" : undefined, isThere],
      );
      assert.equal(services["service"]?.environment?.["BOOST_OTHER_REGISTRY_URL"], undefined);
    });

  test("a project that takes boost-gen from a file beside it is told how the image gets it", () => {
    const { out } = boostGen(folder, ["init", "from-file", "--deploy"]);
    assert.match(out, /^note: .*outside of the project is not in the image.* npm install \.\/boost-gen-/m);
    assert.match(read("from-file").dockerfile, /^COPY package\.json package-lock\.json \*\.tgz \.\/$/m);
  });

  test("is asked for: without it none of them is written", () => {
    assert.equal(boostGen(folder, ["init", "plain"]).code, 0);
    for (const file of ["Dockerfile", ".dockerignore", "compose.yaml"]) assert.equal(existsSync(join(folder, "plain", file)), false, file);
  });

  test("--dry-run says what would be written and writes nothing", (context) => {
    const temporary = ownTemporaryFolder(context);
    const { code, out, err } = boostGen(folder, ["init", "dry", "--deploy", "--dry-run"]);
    assert.equal(code, 0, err);
    assert.match(out, /^dry\/ {2}.*Dockerfile {2}.*asyncapi\.yaml {2}.*compose\.yaml {2}.*main\.ts/m);
    assert.match(out, /Nothing was written\./);
    assert.equal(existsSync(join(folder, "dry")), false);
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith("boost-gen-")),
      [],
    );
  });

  test("is what hadolint takes, where it is installed", async (context) => {
    const hadolint = await findExecutable("hadolint");
    if (hadolint === undefined) return context.skip("hadolint is not installed");
    const { stdout, status } = spawnSync(hadolint, [join(folder, "kafka/Dockerfile")], { encoding: "utf8" });
    assert.deepEqual({ stdout, status }, { stdout: "", status: 0 });
  });
});
