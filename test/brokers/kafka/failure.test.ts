import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { brokersOf } from "../../../src/runtime/brokers/kafka/client.ts";
import { kafkaFailure, typeOf } from "../../../src/runtime/brokers/kafka/failure.ts";
import { logCreator } from "../../../src/runtime/brokers/kafka/log.ts";
import { OffsetOutOfRange, outOfRange } from "../../../src/runtime/brokers/kafka/out-of-range.ts";
import { ConfigurationError, ConnectionError, FatalError, InvalidMessage } from "../../../src/runtime/ground/errors.ts";

const context = { server: "main", url: "kafka:9092", doing: "publish to", topic: "orders", group: "shop", username: "ann" };

function protocol(type: string): Error {
  return Object.assign(new Error(`The server says ${type}`), { name: "KafkaJSProtocolError", type });
}

function wrapped(cause: Error): Error {
  return Object.assign(new Error("gave up", { cause }), { name: "KafkaJSNumberOfRetriesExceeded", retriable: false });
}

describe("an error of Kafka becomes a kind and a sentence", () => {
  const table: readonly (readonly [error: Error, kind: new (...args: never[]) => Error, words: RegExp])[] = [
    [protocol("UNKNOWN_TOPIC_OR_PARTITION"), ConnectionError, /"main" \(kafka:9092\) does not have the topic "orders"/],
    [wrapped(protocol("UNKNOWN_TOPIC_OR_PARTITION")), ConnectionError, /the topic "orders"/],
    [protocol("INVALID_TOPIC_EXCEPTION"), ConfigurationError, /name of the topic "orders"/],
    [protocol("TOPIC_AUTHORIZATION_FAILED"), ConnectionError, /does not allow this user to publish to the topic "orders"/],
    [protocol("GROUP_AUTHORIZATION_FAILED"), ConnectionError, /the group "shop"/],
    [protocol("MESSAGE_TOO_LARGE"), InvalidMessage, /larger than the topic "orders"/],
    [protocol("RECORD_LIST_TOO_LARGE"), InvalidMessage, /larger/],
    [protocol("NOT_ENOUGH_REPLICAS"), ConnectionError, /replicas/],
    [protocol("SASL_AUTHENTICATION_FAILED"), ConfigurationError, /refuses the user "ann"/],
    [
      Object.assign(new Error("SASL PLAIN authentication failed"), { name: "KafkaJSSASLAuthenticationError" }),
      ConfigurationError,
      /refuses the user "ann"/,
    ],
    [protocol("UNSUPPORTED_SASL_MECHANISM"), ConfigurationError, /mechanism/],
    [protocol("UNSUPPORTED_VERSION"), FatalError, /versions/],
    [Object.assign(new Error("Snappy compression not implemented"), { name: "KafkaJSNotImplemented" }), FatalError, /codec/],
    [
      Object.assign(new Error("Connection error: unable to verify the first certificate"), { name: "KafkaJSConnectionError" }),
      ConfigurationError,
      /TLS/,
    ],
    [
      Object.assign(new Error("Connection error: connect ECONNREFUSED"), { name: "KafkaJSConnectionError" }),
      ConnectionError,
      /cannot publish to the topic "orders"/,
    ],
    [new TypeError("Cannot read properties of undefined"), ConnectionError, /cannot publish to/],
    [wrapped(new OffsetOutOfRange({ topic: "orders", partition: 3 }, "shop")), FatalError, /partition 3 of "orders"/],
  ];
  for (const [error, kind, words] of table) {
    test(`${error.name}: ${error.message.split(".")[0]}`, () => {
      const failure = kafkaFailure(error, context);
      assert.ok(failure instanceof kind, `${failure.name}: ${failure.message}`);
      assert.match(failure.message, words);
    });
  }

  test("a password never enters a sentence", () => {
    const failure = kafkaFailure(protocol("SASL_AUTHENTICATION_FAILED"), { ...context, ...{ password: "hunter2" } });
    assert.ok(!failure.message.includes("hunter2"));
  });

  test("the type is found through causes, and a circle ends", () => {
    const round = new Error("round");
    round.cause = round;
    assert.equal(typeOf(round), undefined);
    assert.equal(typeOf(wrapped(wrapped(protocol("X")))), "X");
  });
});

describe("the list of brokers", () => {
  for (const [url, hosts] of [
    ["localhost:9092", ["localhost:9092"]],
    ["kafka://a:1,b", ["a:1", "b:9092"]],
    ["kafka-secure://a.example.org/", ["a.example.org:9092"]],
    [" a , b:2 ", ["a:9092", "b:2"]],
  ] as const) {
    test(url, () => assert.deepEqual(brokersOf(url), hosts));
  }
});

describe("kafkajs's log", () => {
  const entry = (level: number, message: string, extra: object = {}) => ({
    namespace: "ConsumerGroup",
    level,
    label: "",
    log: { timestamp: "", message, ...extra },
  });
  const heard = (...given: readonly ReturnType<typeof entry>[]): unknown[] => {
    const lines: unknown[] = [];
    const method =
      (level: string) =>
      (fields: object, message: string): void =>
        void lines.push([level, message, fields]);
    const connection = { log: { debug: method("debug"), info: method("info"), warn: method("warn"), error: method("error") } };
    for (const one of given) logCreator(connection)(4)(one);
    return lines;
  };

  test("keeps the fields that say where, and no other", () => {
    assert.deepEqual(heard(entry(1, "Crash", { groupId: "g", sasl: { password: "hunter2" }, payload: "hunter2", stack: "at" })), [
      ["warn", "kafkajs ConsumerGroup: Crash", { groupId: "g" }],
    ]);
  });

  test("what it repeats is said once, for each place", () => {
    const refused = (broker: string, retryCount: number) => entry(2, "Connection error", { broker, retryCount });
    const lines = heard(refused("a:1", 0), refused("a:1", 1), refused("b:1", 0), refused("a:1", 2));
    assert.deepEqual(
      lines.map((line) => (line as readonly unknown[])[0]),
      ["warn", "debug", "warn", "debug"],
    );
  });

  test("its debug level is dropped", () => assert.deepEqual(heard(entry(5, "Request")), []));

  test("the line about an offset out of range is recognised, other lines are not", () => {
    assert.deepEqual(outOfRange(entry(1, "Offset out of range, resetting to default offset", { topic: "t", partition: 2 })), {
      topic: "t",
      partition: 2,
    });
    assert.equal(outOfRange(entry(4, "Consumer has joined the group")), undefined);
  });
});
