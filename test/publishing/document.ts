/** What the document's addresses, group and task queue begin with, so that several runs share servers. */
export const documentOf = (prefix: string): string => `asyncapi: 3.0.0
info: { title: Acts, version: 1.0.0 }
x-temporal: { taskQueue: ${prefix}-seen }
x-boost: { group: ${prefix}, concurrency: 32, retry: { attempts: 20 }, amqp: { declare: create } }
servers:
  kafka: { host: "localhost:9092", protocol: kafka }
  rabbitmq: { host: "localhost:5672", protocol: amqp }
  redis: { host: "localhost:6379", protocol: redis }
channels:
  kept:
    address: ${prefix}.kept
    servers: [{ $ref: "#/servers/kafka" }]
    messages: { Kept: { $ref: "#/components/messages/Kept" } }
  weighed:
    address: ${prefix}.weighed
    servers: [{ $ref: "#/servers/kafka" }]
    messages: { Weighed: { $ref: "#/components/messages/Weighed" } }
  mailed:
    address: ${prefix}.mailed
    servers: [{ $ref: "#/servers/rabbitmq" }]
    messages: { Mailed: { $ref: "#/components/messages/Mailed" } }
  done:
    address: ${prefix}.done.{shelf}
    servers: [{ $ref: "#/servers/redis" }]
    parameters: { shelf: { enum: [a, b] } }
    messages: { Done: { $ref: "#/components/messages/Done" } }
operations:
  onKept: { action: receive, channel: { $ref: "#/channels/kept" } }
  onMailed: { action: receive, channel: { $ref: "#/channels/mailed" } }
  onDone: { action: receive, channel: { $ref: "#/channels/done" }, x-boost: { redis: { kind: stream } } }
  keep: { action: send, channel: { $ref: "#/channels/kept" } }
  weigh: { action: send, channel: { $ref: "#/channels/weighed" } }
  mail: { action: send, channel: { $ref: "#/channels/mailed" } }
  finish: { action: send, channel: { $ref: "#/channels/done" }, x-boost: { redis: { kind: stream } } }
components:
  schemas:
    Item:
      type: object
      required: [item]
      properties: { item: { type: integer, minimum: 0 } }
  messages:
    Kept:
      payload: { $ref: "#/components/schemas/Item" }
      x-temporal: { workflow: Seen, workflowId: "${prefix}-{$message.id}", args: ["{$message.payload#/item}"], executionTimeout: 30m }
    Weighed:
      contentType: avro/binary
      payload:
        schemaFormat: application/vnd.apache.avro;version=1.9.0
        schema: { type: record, name: Weighed, fields: [{ name: item, type: int }, { name: grams, type: { type: bytes, logicalType: decimal, precision: 8, scale: 2 } }] }
    Mailed:
      headers: { type: object, required: [to], properties: { to: { type: string, minLength: 1 }, urgent: { type: boolean } } }
      payload: { $ref: "#/components/schemas/Item" }
      x-temporal: { workflow: Seen, workflowId: "${prefix}-{$message.id}", args: ["{$message.payload#/item}"], executionTimeout: 30m }
    Done:
      payload: { $ref: "#/components/schemas/Item" }
      x-temporal: { workflow: Seen, workflowId: "${prefix}-{$message.id}", args: ["{$message.payload#/item}"], executionTimeout: 30m }
`;
