import type { Place } from "../../../src/options/option.ts";

/** A value of an option, and where in a starter document it stands. */
export interface OptionExample {
  /** As it is written in YAML. */
  readonly value: string;
  readonly place: Exclude<Place, "code">;
  /** Whose starter; default Kafka's. */
  readonly broker?: "rabbitmq" | "redis";
  /** What else has to stand in the document for it to mean something, laid over its root. */
  readonly with?: object;
}

const on =
  (place: OptionExample["place"], broker?: OptionExample["broker"]) =>
  (value: string, more?: object): OptionExample => ({
    value,
    place,
    ...(broker === undefined ? {} : { broker }),
    ...(more === undefined ? {} : { with: more }),
  });

const [root, operation, message] = [on("root"), on("operation"), on("message")];
const [rabbit, redis] = [on("operation", "rabbitmq"), on("operation", "redis")];

const avro = {
  components: {
    messages: {
      OrderCreated: {
        payload: {
          schemaFormat: "application/vnd.apache.avro;version=1.9.0",
          schema: {
            type: "record",
            name: "OrderPlaced",
            fields: [
              { name: "id", type: "string" },
              { name: "customer", type: "string" },
              { name: "total", type: "double" },
            ],
          },
        },
      },
    },
  },
};
const registry = { ...avro, servers: { kafka: { bindings: { kafka: { schemaRegistryUrl: "http://localhost:8081" } } } } };
const apicurio = {
  ...avro,
  servers: { kafka: { bindings: { kafka: { schemaRegistryUrl: "http://localhost:8080", schemaRegistryVendor: "apicurio" } } } },
};
const dated = { components: { schemas: { Order: { properties: { placed: { type: "string", format: "date-time" } } } } } };
const typed = {
  components: {
    messages: { OrderCreated: { examples: null } },
    schemas: { Order: { required: ["id", "customer", "total", "kind"], properties: { kind: { const: "order" } } } },
  },
};
const headed = {
  components: { messages: { OrderCreated: { headers: { type: "object", required: ["kind"], properties: { kind: { const: "order" } } } } } },
};
const queue = { channels: { orders: { bindings: { amqp: { is: "queue" } } } } };

/** An example of each option of `x-boost`, by its path. The guide shows it and a test compiles it. */
export const boostExamples: { readonly [path: string]: OptionExample } = {
  as: root("application"),
  app: root("order-service"),
  handlers: root("false"),
  workflowCode: root("false"),
  formats: root("assert", dated),
  "avro.long": root("string", avro),
  dispatch: operation("first"),
  "request.timeout": root("2s"),
  "request.limit": root("500"),
  group: operation("order-service"),
  concurrency: operation("32"),
  ordering: operation("none"),
  orderBy: operation('"{$message.payload#/customer}"'),
  timeout: operation("2m"),
  "retry.attempts": operation("3"),
  "retry.initialInterval": operation("500ms"),
  "retry.multiplier": operation("1.5"),
  "retry.maxInterval": operation("5m"),
  deadLetter: operation("orders-failed"),
  delivery: operation("at-most-once"),
  unmatched: operation("skip"),
  unstorable: operation("skip"),
  idFromBody: operation("true"),
  "kafka.compression": root("zstd"),
  "kafka.outOfRange": operation("earliest"),
  "kafka.tombstone": operation("skip"),
  "amqp.declare": rabbit("create", queue),
  "amqp.queueType": rabbit("classic", queue),
  "amqp.prefetch": rabbit("100", queue),
  "amqp.singleActive": rabbit("true", queue),
  "amqp.arguments": rabbit("{ x-max-length: 100000 }", queue),
  "redis.kind": redis("stream"),
  "redis.minIdle": redis("2m"),
  "redis.trim": redis("acknowledged"),
  "redis.envelope": redis("faststream"),
  key: message('"{$message.payload#/id}"'),
  "match.header": message("kind", headed),
  "match.payload": message("/kind", typed),
  "match.equals": message("order", typed),
  payload: message("unknown", {
    components: {
      messages: {
        OrderCreated: { payload: { schemaFormat: "application/vnd.google.protobuf", schema: "message A {}" }, "x-temporal": null },
      },
    },
  }),
  "registry.url": root("http://localhost:8081", avro),
  "registry.framing": message("confluent-header", registry),
  "registry.subject": message("record", registry),
  "registry.useId": message("content", apicurio),
};

/** The same for `x-temporal` at the root. */
export const temporalExamples: { readonly [path: string]: OptionExample } = {
  namespace: root("shop"),
  taskQueue: root("orders"),
  address: root("temporal.example.org:7233"),
};

/** The same for a rule. */
export const ruleExamples: { readonly [path: string]: OptionExample } = {
  workflow: message("OrderWorkflow"),
  workflowId: message("order-{$message.payload#/id}"),
  args: message('["{$message.payload#/id}", express]'),
  "signal.name": message("changed"),
  "signal.args": message('["{$message.payload}"]'),
  "update.name": message("change"),
  "update.args": message('["{$message.payload}"]'),
  "update.id": message('"{$message.id}"'),
  taskQueue: message("orders"),
  idReusePolicy: message("allow-duplicate-failed-only"),
  idConflictPolicy: message("use-existing"),
  onConflict: message("reject"),
  onMissing: message("reject"),
  onClosed: message("ignore"),
  executionTimeout: message("24h"),
  runTimeout: message("1h"),
  taskTimeout: message("20s"),
  startDelay: message("5m"),
  "retry.maximumAttempts": message("3"),
  "retry.initialInterval": message("10s"),
  "retry.maximumInterval": message("10m"),
  "retry.backoffCoefficient": message("1.5"),
  "retry.nonRetryableErrorTypes": message("[CardDeclined]"),
  priority: message("1"),
  fairnessKey: message('"{$message.payload#/customer}"'),
  fairnessWeight: message("2"),
  staticSummary: message("order {$message.payload#/id}"),
  staticDetails: message("ordered by {$message.payload#/customer}"),
  "versioningOverride.pinnedTo.deploymentName": message("orders"),
  "versioningOverride.pinnedTo.buildId": message('"42"'),
  "versioningOverride.behavior": message("auto-upgrade"),
  memo: message('{ customer: "{$message.payload#/customer}" }'),
  searchAttributes: message('{ Customer: { type: keyword, value: "{$message.payload#/customer}" } }'),
  "when.payload": message("{ properties: { total: { minimum: 100 } } }"),
  "when.headers": message("{ properties: { kind: { const: order } } }", headed),
};
