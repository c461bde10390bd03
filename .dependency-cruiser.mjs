// Who may import whom. Each row reads: a module of `path` imports its own layer, `layers`, the types of `typesOf`, `packages` and nothing else.
// README.md, "How it works", tells what each folder is for; test/architecture proves that a violation of each row is refused.
// Paths are relative to src/. The compiler and the command line stand on `compiler/ground` without saying so.

const layers = {
  patterns: { path: "^patterns/" },
  options: { path: "^options/" },
  compilerGround: { path: "^compiler/ground/" },
  address: { path: "^addresses/" },
  avro: { path: "^avro/" },
  model: { path: "^compiler/model/", layers: ["address"], typesOf: ["options"] },
  diagnostics: { path: "^compiler/diagnostics/", layers: ["avro"] },
  document: {
    path: "^compiler/document/(?!official/)",
    layers: ["diagnostics", "patterns", "avro"],
    packages: ["yaml", "ajv-formats"],
    node: ["fs", "fs/promises", "path", "url", "os"],
  },
  official: {
    path: "^compiler/document/official/",
    layers: ["diagnostics"],
    typesOf: ["document"],
    packages: ["@asyncapi/parser"],
    node: ["child_process", "fs", "process", "url"],
  },
  naming: { path: "^compiler/naming/" },
  lower: {
    path: "^compiler/lower/",
    layers: ["model", "diagnostics", "naming", "address", "avro", "patterns", "options"],
    typesOf: ["document"],
  },
  code: { path: "^compiler/code/", layers: ["naming"], packages: ["handlebars"], node: ["path"] },
  emit: { path: "^compiler/emit/", layers: ["model", "code", "diagnostics", "address"], node: ["path"] },
  compare: { path: "^compiler/compare/", layers: ["model", "avro", "address"] },
  output: { path: "^compiler/output/", layers: ["diagnostics", "code"], typesOf: ["emit"], packages: ["ts-morph"], node: ["*"] },
  compile: { path: "^compiler/[^/]+[.]ts$", layers: ["document", "lower", "emit", "diagnostics"], typesOf: ["model", "code"] },
  // The runtime, ground floor first. Each client of a broker, and Temporal's, is known to one room.
  schema: { path: "^runtime/schema/", layers: ["patterns", "options"], packages: ["zod"] },
  ground: { path: "^runtime/ground/", typesOf: ["schema", "options"], node: ["buffer", "url", "util"] },
  expressions: { path: "^runtime/expressions/", layers: ["ground"] },
  addresses: { path: "^runtime/addresses/", layers: ["ground", "expressions", "address"] },
  brokers: { path: "^runtime/brokers/[^/]+[.]ts$", layers: ["ground"], typesOf: ["addresses"], node: ["timers/promises"] },
  kafka: {
    path: "^runtime/brokers/kafka/",
    layers: ["brokers", "address", "addresses", "ground", "options"],
    packages: ["kafkajs"],
    node: ["crypto", "module", "net", "tls", "zlib", "timers/promises"],
  },
  rabbitmq: {
    path: "^runtime/brokers/rabbitmq/",
    layers: ["brokers", "address", "addresses", "ground", "options"],
    packages: ["amqplib"],
    node: ["crypto", "os"],
  },
  redis: {
    path: "^runtime/brokers/redis/",
    layers: ["brokers", "addresses", "ground", "options"],
    packages: ["ioredis"],
    node: ["crypto", "os"],
  },
  memory: { path: "^runtime/brokers/memory/", layers: ["brokers", "addresses", "ground"] },
  tokens: { path: "^runtime/tokens/", layers: ["ground"], typesOf: ["brokers"], node: ["child_process", "fs/promises"] },
  config: {
    path: "^runtime/config/",
    layers: ["tokens", "ground", "options", "address"],
    typesOf: ["brokers", "registry"],
    packages: ["zod"],
    node: ["fs", "url"],
  },
  formats: { path: "^runtime/formats/", layers: ["avro", "ground"], typesOf: ["address"], node: ["buffer", "zlib"] },
  registry: { path: "^runtime/registry/", layers: ["formats", "avro", "ground"], node: ["http", "https"] },
  decode: {
    path: "^runtime/decode/",
    layers: ["formats", "expressions", "ground", "schema", "address"],
    typesOf: ["brokers", "registry"],
    node: ["crypto"],
  },
  telemetry: { path: "^runtime/telemetry/", layers: ["decode", "ground"], typesOf: ["brokers"] },
  health: { path: "^runtime/health/", layers: ["telemetry", "ground"], node: ["http", "net"] },
  workflows: { path: "^runtime/workflows/", typesOf: ["config", "telemetry", "ground"] },
  temporal: {
    path: "^runtime/temporal/",
    layers: ["telemetry", "ground"],
    typesOf: ["workflows"],
    packages: ["@temporalio"],
    node: ["assert", "async_hooks", "crypto", "module", "path", "url", "util", "vm", "timers/promises"],
  },
  subscription: {
    path: "^runtime/subscription/",
    layers: ["decode", "config", "address", "addresses", "expressions", "ground", "options"],
    typesOf: ["brokers", "health", "registry", "telemetry", "workflows"],
    node: ["crypto", "util"],
  },
  run: {
    path: "^runtime/run/",
    layers: ["decode", "expressions", "ground"],
    typesOf: ["subscription", "brokers", "workflows"],
  },
  publish: {
    path: "^runtime/publish/",
    layers: ["run", "telemetry", "decode", "formats", "address", "addresses", "expressions", "ground", "schema", "options"],
    typesOf: ["brokers", "registry"],
    node: ["crypto"],
  },
  request: {
    path: "^runtime/request/",
    layers: ["publish", "run", "brokers", "telemetry", "decode", "address", "expressions", "ground", "options"],
    typesOf: ["health"],
    node: ["crypto"],
  },
  handler: {
    path: "^runtime/handler/",
    layers: ["publish", "run", "expressions", "ground"],
    typesOf: ["telemetry", "brokers", "workflows"],
  },
  // An application and the tools beside it stand on the same connections; the page inside an application is made of the tools.
  connections: {
    path: "^runtime/connections/",
    layers: ["brokers", "kafka", "rabbitmq", "redis", "memory", "temporal", "config", "registry", "subscription", "ground"],
    typesOf: ["health", "publish", "workflows"],
  },
  tools: {
    path: "^runtime/tools/",
    layers: [
      ...["connections", "publish", "subscription", "decode", "config", "address", "addresses", "expressions", "ground", "registry"],
      ...["brokers", "kafka", "rabbitmq", "redis", "memory", "temporal", "workflows", "formats"],
      "studioServer",
    ],
    typesOf: ["studioShared"],
  },
  app: {
    path: "^runtime/app/",
    layers: [
      "address",
      ...["handler", "request", "publish", "run", "subscription", "health", "telemetry", "config", "addresses", "ground"],
      ...["registry", "decode", "connections", "tools"],
      ...["brokers", "kafka", "rabbitmq", "redis", "memory", "temporal", "workflows", "studioServer"],
    ],
    typesOf: ["studioShared"],
    node: ["os"],
  },
  // The page knows nothing but the shape of what it asks for; the server knows the page as text, and what is behind its routes not at all.
  studioShared: { path: "^studio/shared/" },
  studioPage: { path: "^studio/page/", typesOf: ["studioShared"], packages: ["preact"] },
  studioServer: { path: "^studio/server/", typesOf: ["studioShared"], node: ["crypto", "events", "http", "net"] },
  runtime: { path: "^runtime/index[.]ts$", layers: ["app", "config", "schema", "ground"], typesOf: ["telemetry", "workflows", "options"] },
  testing: {
    path: "^testing/",
    layers: [
      ...["app", "connections", "publish", "request", "decode", "config", "address", "addresses", "expressions"],
      ...["brokers", "memory", "ground", "options"],
    ],
    typesOf: ["schema", "subscription", "telemetry", "workflows"],
    node: ["assert/strict", "crypto", "test", "timers/promises"],
  },
  cli: {
    path: "^cli/",
    layers: [
      ...["compile", "document", "model", "diagnostics", "lower", "emit", "code", "official", "output", "compare", "patterns"],
      ...["tools", "testing", "runtime"],
    ],
    typesOf: ["studioShared"],
    packages: ["yaml", "ts-morph", "semver"],
    node: ["*"],
  },
};

// The rooms of compiler/lower, ground floor first: a room imports what stands on a floor below it, never its neighbour and never upwards.
const floorsOfLower = [
  ["reading/", "names/"],
  ["outline/", "expressions/", "schemas/"],
  ["lowering.ts"],
  ["dispatch/", "x-boost/", "x-temporal/"],
  ["channels/"],
  ["operations/"],
  ["index.ts"],
];

const pathOf = (name, base) => layers[name].path.replace("^", `^${base}src/`);

function rulesOf(name, base) {
  const { layers: allowed = [], typesOf = [], packages = [], node = [] } = layers[name];
  const pathsOf = (names) => names.map((other) => pathOf(other, base));
  const below = /^\^(compiler|cli)\//.test(layers[name].path) ? ["compilerGround"] : [];
  const builtin = node.includes("*")
    ? []
    : [{ name: `${name}-node`, to: { dependencyTypes: ["core"], pathNot: `^(node:)?(${node.join("|") || "-"})$` } }];
  return [
    {
      name: `${name}-layers`,
      to: { path: `^${base}(src|test|[.]tools|generated)/`, pathNot: pathsOf([name, ...below, ...allowed, ...typesOf]) },
    },
    { name: `${name}-types`, to: { path: pathsOf(typesOf).join("|") || "^-$", dependencyTypesNot: ["type-only"] } },
    { name: `${name}-packages`, to: { path: "node_modules/", pathNot: packages.map((each) => `node_modules/(@types/)?${each}/`) } },
    ...builtin,
  ].map((rule) => ({ severity: "error", from: { path: pathOf(name, base) }, ...rule }));
}

function floorRules(folder, floors) {
  const pathOfRoom = (room) => `${folder}${room.replace(".", "[.]")}`;
  return [
    ...floors.flatMap((rooms, floor) => {
      const below = floors.slice(0, floor).flat();
      return rooms.map((room) => ({ from: { path: pathOfRoom(room) }, to: { path: folder, pathNot: [room, ...below].map(pathOfRoom) } }));
    }),
    { from: { path: folder, pathNot: floors.flat().map(pathOfRoom) }, to: {} },
  ].map((rule) => ({ name: "lower-floors", severity: "error", ...rule }));
}

/** The table for a source folder whose path begins with the regular expression `base`. */
export function configFor(base) {
  const names = Object.keys(layers);
  const from = { path: `^${base}src/` };
  return {
    forbidden: [
      ...names.flatMap((name) => rulesOf(name, base)),
      ...floorRules(`^${base}src/compiler/lower/`, floorsOfLower),
      { name: "no-unknown-layer", severity: "error", from: { ...from, pathNot: names.map((name) => pathOf(name, base)) }, to: {} },
      { name: "no-cycles", severity: "error", from, to: { circular: true } },
      { name: "no-cycles-of-folders", severity: "error", scope: "folder", from, to: { circular: true } },
      { name: "no-unresolvable", severity: "error", from, to: { couldNotResolve: true } },
    ],
    options: {
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "[.]generated[.]" },
      enhancedResolveOptions: { conditionNames: ["boost-gen-source", "types", "import", "node", "default"], exportsFields: ["exports"] },
    },
  };
}

export default configFor("");
