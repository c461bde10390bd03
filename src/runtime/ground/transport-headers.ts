/**
 * Headers that are written on the way and not by who sends the message. A schema of headers describes what an application says; it does
 * not speak of these unless it names one, so a closed schema does not refuse them. Everything that tells them apart asks here: reading,
 * publishing, dead letters, the harness.
 */

/** Our marks: on every message, on a dead letter, on both. */
export const boostHeaders = [
  "boost-id",
  "boost-origin",
  "boost-position",
  "boost-operation",
  "boost-cause",
  "boost-error",
  "boost-issues",
  "boost-attempts",
  "boost-failed-at",
  "boost-version",
  "boost-dropped-headers",
  "boost-omitted",
] as const;

/** In place of what could not be read (headers on RabbitMQ, a whole batch on Kafka, an envelope on Redis): why. The message is then no message of the document's. */
export const unreadableHeader = "boost-unreadable";

/** In front of what was an order to the broker (where to copy, when to expire, whom to answer): readable in a dead letter, and no order any more. */
export const orderPrefix = "boost-was-";

/** AMQP has properties for these; on Kafka and Redis they travel as headers. `content-type` is the name that CloudEvents gives it on Kafka. */
export const propertyHeaders = { contentType: "content-type", correlationId: "correlationId", replyTo: "replyTo" } as const;

/** Whether a dead letter has it from whoever put it there, us or a neighbour: it says where the message was and why it died, and goes when it is sent back. */
export function isDeadLetterFact(name: string): boolean {
  return name.startsWith("boost-") || name.startsWith("kafka_dlt-") || name.startsWith("x-first-death-");
}

/** In lower case. */
const names: ReadonlySet<string> = new Set([
  ...Object.values(propertyHeaders).map((name) => name.toLowerCase()),
  // The same by their other names: FastStream, Spring, HTTP bridges.
  ...["contenttype", "content_type", "content-encoding", "correlation_id", "correlation-id", "x-correlation-id"],
  ...["reply_to", "reply-to", "message_id", "messageid", "message-id"],
  // Trace context: W3C, Zipkin, Jaeger, Datadog, AWS, Google, Azure, Elastic, Sentry, New Relic, SkyWalking.
  ...["traceparent", "tracestate", "baggage", "b3", "uber-trace-id", "x-amzn-trace-id", "x-cloud-trace-context", "request-id"],
  ...["diagnostic-id", "elastic-apm-traceparent", "elasticapmtraceparent", "sentry-trace", "newrelic", "sw8", "sw8-correlation", "sw8-x"],
  // RabbitMQ: copies, and what its plugins write.
  ...["cc", "bcc", "x-death", "x-delivery-count", "x-received-from", "x-stream-offset", "x-delay", "x-acquired-count"],
  // Kafka: Spring's types, serializers with a schema registry.
  ...["__typeid__", "__contenttypeid__", "__keytypeid__", "spring_json_header_types", "nativeheaders", "deliveryattempt"],
  ...["__value_schema_id", "__key_schema_id"],
]);

/** In lower case. */
const prefixes: readonly string[] = [
  "boost-",
  // Attributes of a CloudEvent, in every spelling; `ce_` is added beside the others when a message is read.
  ...["ce_", "ce-", "cloudevents:", "cloudevents_"],
  ...["x-b3-", "x-datadog-", "uberctx-", "ot-tracer-", "ot-baggage-"],
  // RabbitMQ on the way through a dead-letter exchange, and annotations of AMQP 1.0.
  ...["x-first-death-", "x-last-death-", "x-opt-"],
  // Kafka: Spring's retries and dead letters, Connect, the registries of Confluent and Apicurio, Camel, Azure, Debezium.
  ...[
    "kafka_",
    "spring.kafka.",
    "springdeserializerexception",
    "retry_topic-",
    "__connect.",
    "confluent.",
    "apicurio.",
    "camel",
    "__debezium.",
  ],
  // Frameworks that put an envelope around a message.
  ...["mt-", "rbs2-", "nservicebus."],
];

const sayings = new Map<string, boolean>();

/** Whether somebody on the way writes a header of this name. */
export function isTransportHeader(name: string): boolean {
  const known = sayings.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const is = names.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix));
  // Few different names come, but a producer could make each one new.
  if (sayings.size >= 1_000) sayings.clear();
  sayings.set(name, is);
  return is;
}
