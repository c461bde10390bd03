export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A document with one of each thing. */
export function base(): { [key: string]: Json } {
  return {
    asyncapi: "3.0.0",
    info: { title: "Orders", version: "1.0.0" },
    servers: { main: { host: "localhost:9092", protocol: "kafka" } },
    channels: {
      orders: {
        address: "orders.{tenant}",
        parameters: { tenant: { enum: ["a", "b"] } },
        messages: { created: { $ref: "#/components/messages/Created" }, cancelled: { $ref: "#/components/messages/Cancelled" } },
      },
      spare: { address: "spare", messages: { spared: { $ref: "#/components/messages/Spared" } } },
    },
    operations: {
      onOrder: {
        action: "receive",
        channel: { $ref: "#/channels/orders" },
        messages: [{ $ref: "#/channels/orders/messages/created" }, { $ref: "#/channels/orders/messages/cancelled" }],
      },
    },
    components: {
      messages: {
        Created: {
          payload: {
            type: "object",
            required: ["id", "kind"],
            properties: {
              id: { type: "string", minLength: 1, maxLength: 9 },
              kind: { const: "created" },
              note: { type: "string" },
              size: { type: "integer", minimum: 1 },
              colour: { enum: ["red", "green"] },
              lines: { type: "array", items: { $ref: "#/components/schemas/Line" } },
              closed: { type: "object", additionalProperties: false, properties: { a: { type: "string" } } },
              either: { oneOf: [{ type: "string" }, { type: "integer" }] },
            },
          },
        },
        Cancelled: { payload: { type: "object", required: ["kind"], properties: { kind: { const: "cancelled" } } } },
        Spared: { payload: { type: "object", required: ["spare"], properties: { spare: { type: "string" } } } },
      },
      schemas: {
        Line: { type: "object", required: ["sku"], properties: { sku: { type: "string" }, next: { $ref: "#/components/schemas/Line" } } },
      },
    },
  };
}

type Edit = (document: ReturnType<typeof base>) => void;

/** Sets or, with `undefined`, deletes what a path leads to. */
export function set(path: string, value: Json | undefined): Edit {
  return (document) => {
    const keys = path.split("/");
    const last = keys.pop() ?? "";
    let node: Json = document;
    for (const key of keys) {
      const holder = node as { [key: string]: Json };
      holder[key] ??= {};
      node = holder[key] ?? null;
    }
    if (value === undefined) delete (node as { [key: string]: Json })[last];
    else (node as { [key: string]: Json })[last] = value;
  };
}

const created = "components/messages/Created";
export const property = `${created}/payload/properties`;
const rename = (path: string, from: string, to: string): Edit => {
  return (document) => {
    let node: Json = document;
    for (const key of path.split("/")) node = (node as { [key: string]: Json })[key] ?? null;
    const holder = node as { [key: string]: Json };
    const entries = Object.entries(holder).map(([key, value]): [string, Json] => [key === from ? to : key, value]);
    for (const key of Object.keys(holder)) delete holder[key];
    Object.assign(holder, Object.fromEntries(entries));
  };
};

export interface Case {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** code, path, consumer, producer: by first letters. */
  readonly want: readonly string[];
  /** Also the other way round: what going back is called. */
  readonly back?: readonly string[];
}

export const cases: readonly Case[] = [
  { name: "nothing", edits: [], want: [] },
  {
    name: "an operation comes",
    edits: [set("operations/onSpare", { action: "receive", channel: { $ref: "#/channels/spare" } })],
    want: ["operation-added  compatible compatible"],
    back: ["operation-removed  breaking breaking"],
  },
  {
    name: "an operation is renamed",
    edits: [rename("operations", "onOrder", "onPurchase")],
    want: ["operation-renamed  cosmetic cosmetic"],
  },
  {
    name: "an operation changes its channel",
    edits: [
      set("operations/onOrder/channel/$ref", "#/channels/spare"),
      set("operations/onOrder/messages", [{ $ref: "#/channels/spare/messages/spared" }]),
    ],
    want: [
      "operation-moved  breaking breaking",
      "operation-message-added  breaking compatible",
      "operation-message-removed  compatible breaking",
      "operation-message-removed  compatible breaking",
    ],
  },
  {
    name: "an operation changes its side",
    edits: [set("operations/onOrder/action", "send")],
    want: ["operation-reversed  breaking breaking"],
  },
  {
    name: "an operation gains a message",
    edits: [
      set("components/messages/Lost", { payload: { type: "object", required: ["kind"], properties: { kind: { const: "lost" } } } }),
      set("channels/orders/messages/lost", { $ref: "#/components/messages/Lost" }),
      (document) =>
        (document["operations"] as { onOrder: { messages: Json[] } }).onOrder.messages.push({ $ref: "#/channels/orders/messages/lost" }),
    ],
    want: ["operation-message-added  breaking compatible"],
    back: ["operation-message-removed  compatible breaking"],
  },
  {
    name: "an operation is consumed in another way",
    edits: [set("operations/onOrder/x-boost", { concurrency: 3 })],
    want: ["operation-options-changed  compatible compatible"],
  },
  {
    name: "an operation replies",
    edits: [set("operations/onOrder/reply", { channel: { $ref: "#/channels/spare" } })],
    want: ["reply-changed  breaking breaking", "reply-changed  breaking breaking"],
  },
  {
    name: "a workflow is started",
    edits: [set(`${created}/x-temporal`, { workflow: "W", taskQueue: "q", workflowId: "w-{$message.payload#/id}" })],
    want: ["workflow-rules-changed  compatible compatible"],
  },
  {
    name: "a channel comes",
    edits: [set("channels/more", { address: "more", messages: { spared: { $ref: "#/components/messages/Spared" } } })],
    want: ["channel-added  compatible compatible"],
    back: ["channel-removed  breaking breaking"],
  },
  { name: "a channel is renamed", edits: [rename("channels", "spare", "rest")], want: ["channel-renamed  cosmetic cosmetic"] },
  {
    name: "a channel becomes another kind on Redis",
    edits: [set("servers/main/protocol", "redis"), set("channels/spare/x-boost", { redis: { kind: "pubsub" } })],
    want: ["server-protocol-changed  breaking breaking", "channel-redis-changed  breaking breaking"],
  },
  { name: "an address changes", edits: [set("channels/spare/address", "rest")], want: ["channel-address-changed  breaking breaking"] },
  {
    name: "a parameter changes",
    edits: [set("channels/orders/parameters/tenant/enum", ["a"])],
    want: ["channel-parameters-changed  breaking breaking"],
  },
  {
    name: "a channel gets a server of its own",
    edits: [set("channels/spare/servers", [{ $ref: "#/servers/main" }])],
    want: ["channel-servers-changed  breaking breaking"],
  },
  {
    name: "messages are told apart in another way",
    edits: [
      set(`${created}/x-boost`, { match: { header: "type", equals: "c" } }),
      set("components/messages/Cancelled/x-boost", { match: { header: "type", equals: "x" } }),
    ],
    want: ["dispatch-changed  compatible compatible", "dispatch-changed  compatible compatible", "dispatch-changed  compatible compatible"],
  },
  {
    name: "a binding changes",
    edits: [set("channels/spare/bindings", { kafka: { topic: "other" } })],
    want: ["binding-changed  breaking breaking"],
  },
  {
    name: "a topic is to have more partitions",
    edits: [set("channels/spare/bindings", { kafka: { partitions: 12, bindingVersion: "0.5.0" } })],
    want: ["topic-settings-changed  compatible compatible"],
  },
  {
    name: "a server comes",
    edits: [set("servers/second", { host: "x", protocol: "kafka" })],
    want: ["server-added  compatible compatible"],
    back: ["server-removed  breaking breaking"],
  },
  {
    name: "a server changes",
    edits: [set("servers/main", { host: "other:1", protocol: "kafka-secure", security: [{ type: "userPassword" }] })],
    want: [
      "server-protocol-changed  breaking breaking",
      "server-host-changed  breaking breaking",
      "server-security-changed  breaking breaking",
    ],
  },
  {
    name: "a channel gains a message that no operation speaks of",
    edits: [set("channels/spare/messages/created", { $ref: "#/components/messages/Created" })],
    want: ["message-added  breaking compatible"],
    back: ["message-removed  compatible breaking"],
  },
  {
    name: "a message is renamed",
    edits: [rename("components/messages", "Spared", "Saved"), set("channels/spare/messages/spared/$ref", "#/components/messages/Saved")],
    want: ["message-renamed  cosmetic cosmetic", "type-renamed  cosmetic cosmetic"],
  },
  {
    name: "a content type changes",
    edits: [set(`${created}/contentType`, "application/cloudevents+json")],
    want: ["content-type-changed  breaking breaking"],
  },
  {
    name: "a key changes",
    edits: [set(`${created}/x-boost`, { key: "{$message.payload#/id}" })],
    want: ["message-key-changed  compatible compatible"],
  },
  {
    name: "a correlation id comes",
    edits: [set(`${created}/correlationId`, { location: "$message.payload#/id" })],
    want: ["correlation-changed  compatible compatible"],
  },
  {
    name: "headers are described",
    edits: [set(`${created}/headers`, { type: "object", properties: { trace: { type: "string" } } })],
    want: ["headers-described  compatible breaking"],
    back: ["headers-no-longer-described  breaking compatible"],
  },
  {
    name: "an optional property comes",
    edits: [set(`${property}/gift`, { type: "boolean" })],
    want: ["property-added /gift compatible compatible"],
    back: ["property-removed /gift breaking compatible"],
  },
  {
    name: "a required property comes",
    edits: [set(`${property}/gift`, { type: "boolean" }), set(`${created}/payload/required`, ["id", "kind", "gift"])],
    want: ["property-added-required /gift compatible breaking"],
    back: ["property-removed /gift breaking compatible"],
  },
  {
    name: "a closed object gains a property",
    edits: [set(`${property}/closed/properties/b`, { type: "string" })],
    want: ["property-added-to-closed /closed/b breaking compatible"],
    back: ["property-removed-from-closed /closed/b breaking breaking"],
  },
  {
    name: "a property becomes required",
    edits: [set(`${created}/payload/required`, ["id", "kind", "note"])],
    want: ["property-required /note compatible breaking"],
    back: ["property-optional /note breaking compatible"],
  },
  {
    name: "an undescribed key becomes required",
    edits: [set(`${created}/payload/required`, ["id", "kind", "x"])],
    want: ["property-added-required /x compatible breaking"],
    back: ["property-removed /x breaking compatible"],
  },
  {
    name: "an object is closed",
    edits: [set(`${created}/payload/additionalProperties`, false)],
    want: ["object-closed  compatible breaking"],
    back: ["object-opened  breaking compatible"],
  },
  { name: "a type changes", edits: [set(`${property}/note`, { type: "boolean" })], want: ["type-changed /note breaking breaking"] },
  {
    name: "an integer becomes a number",
    edits: [set(`${property}/size/type`, "number")],
    want: ["type-widened /size breaking compatible"],
    back: ["type-narrowed /size compatible breaking"],
  },
  {
    name: "a type goes",
    edits: [set(`${property}/note`, {})],
    want: ["type-widened /note breaking compatible"],
    back: ["type-narrowed /note compatible breaking"],
  },
  {
    name: "any text becomes one of some",
    edits: [set(`${property}/note`, { enum: ["a", "b"] })],
    want: ["type-narrowed /note compatible breaking"],
    back: ["type-widened /note breaking compatible"],
  },
  {
    name: "a value comes",
    edits: [set(`${property}/colour/enum`, ["red", "green", "blue"])],
    want: ["value-added /colour breaking compatible"],
    back: ["value-removed /colour compatible breaking"],
  },
  {
    name: "a value may be null",
    edits: [set(`${property}/note/type`, ["string", "null"])],
    want: ["alternative-added /note breaking compatible"],
    back: ["alternative-removed /note compatible breaking"],
  },
  {
    name: "an alternative comes",
    edits: [set(`${property}/either/oneOf`, [{ type: "string" }, { type: "integer" }, { type: "boolean" }])],
    want: ["alternative-added /either breaking compatible"],
    back: ["alternative-removed /either compatible breaking"],
  },
  {
    name: "an alternative changes",
    edits: [set(`${property}/either/oneOf`, [{ type: "integer" }, { type: "string", maxLength: 3 }])],
    want: ["limit-tightened /either compatible breaking"],
    back: ["limit-loosened /either breaking compatible"],
  },
  {
    name: "a limit tightens",
    edits: [set(`${property}/id/minLength`, 2), set(`${property}/id/maxLength`, 8)],
    want: ["limit-tightened /id compatible breaking", "limit-tightened /id compatible breaking"],
    back: ["limit-loosened /id breaking compatible", "limit-loosened /id breaking compatible"],
  },
  {
    name: "a limit goes",
    edits: [set(`${property}/size/minimum`, undefined)],
    want: ["limit-loosened /size breaking compatible"],
    back: ["limit-tightened /size compatible breaking"],
  },
  {
    name: "a pattern comes",
    edits: [set(`${property}/note/pattern`, "^a")],
    want: ["limit-tightened /note compatible breaking"],
    back: ["limit-loosened /note breaking compatible"],
  },
  {
    name: "a pattern changes",
    edits: [set(`${property}/id/pattern`, "^b"), (document) => void document],
    want: ["limit-tightened /id compatible breaking"],
  },
  {
    name: "a condition comes",
    edits: [set(`${property}/note/not`, { const: "x" })],
    want: ["constraint-changed /note breaking breaking"],
    back: ["constraint-changed /note breaking breaking"],
  },
  {
    name: "a schema below an array changes, recursion and all",
    edits: [set("components/schemas/Line/properties/sku", { type: "integer" })],
    want: ["type-changed /lines/[]/sku breaking breaking"],
  },
  {
    name: "a property is deprecated",
    edits: [set(`${property}/note/deprecated`, true)],
    want: ["deprecated /note cosmetic cosmetic"],
    back: ["no-longer-deprecated /note cosmetic cosmetic"],
  },
  {
    name: "words change",
    edits: [set(`${property}/note/description`, "New."), set(`${created}/description`, "New.")],
    want: ["description-changed /note cosmetic cosmetic", "description-changed  cosmetic cosmetic"],
  },
  {
    name: "examples change",
    edits: [set("components/messages/Cancelled/examples", [{ payload: { kind: "cancelled" } }])],
    want: ["examples-changed  cosmetic cosmetic"],
  },
  {
    name: "a component is renamed, its content is not",
    edits: [
      rename("components/schemas", "Line", "Row"),
      set(`${property}/lines/items/$ref`, "#/components/schemas/Row"),
      set("components/schemas/Row/properties/next/$ref", "#/components/schemas/Row"),
    ],
    // Nothing on the wire, and yet an import of the type by its name breaks.
    want: ["type-renamed /lines/[] cosmetic cosmetic"],
  },
];
