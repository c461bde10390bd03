import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Outgoing } from "../../src/runtime/brokers/broker.ts";
import {
  ConfigurationError,
  ConnectionError,
  FatalError,
  InvalidMessage,
  RejectMessage,
  ServerSideError,
  UnroutableError,
} from "../../src/runtime/ground/errors.ts";
import { reductions } from "../../src/runtime/subscription/dead-letter-record.ts";
import { engineFixture, type FixtureOptions } from "./engine-fixture.ts";
import { ScriptedBroker } from "./scripted-broker.ts";

const text = (record: Outgoing | undefined, name: string): string => String(record?.headers.get(name)?.[0] ?? "");

const answering =
  (chosenBy?: "message"): NonNullable<FixtureOptions["reply"]> =>
  (payload) => ({
    address: String(payload),
    body: Buffer.from("pong"),
    headers: new Map(),
    ...(chosenBy === undefined ? {} : { addressedBy: chosenBy }),
  });

/** Everything to "gone" fails with `error`, which is made anew each time. */
function refusing(error: () => Error): ScriptedBroker {
  const broker = new ScriptedBroker();
  broker.refuse = ({ address }) => (address === "gone" ? error() : undefined);
  return broker;
}

describe("F52: a reply that cannot be delivered", () => {
  const hopeless: readonly (readonly [what: string, error: () => Error, chosenBy?: "message"])[] = [
    ["the requester's queue is gone", () => new UnroutableError("NO_ROUTE"), "message"],
    ["the requester names what no address can be", () => new ConfigurationError("a topic has letters, digits …"), "message"],
    ["it is larger than the topic takes", () => new InvalidMessage("too large", { code: "too-large" })],
    ["it cannot be written", () => new InvalidMessage("not AMQP", { code: "headers" })],
  ];
  test("M14: it would come back as a request: a dead letter at once, and no reply", async () => {
    const broker = new ScriptedBroker();
    const { clock } = await engineFixture({ broker, reply: answering("message"), plan: { addresses: ["requests"] } });
    const loop = broker.deliver('"requests"', { key: "a" });
    await clock.advance(0);
    assert.equal(loop.fate, "dead");
    assert.equal(text(broker.letters[0], "boost-cause"), "reply undeliverable");
    assert.match(text(broker.letters[0], "boost-error") ?? "", /where it came from itself/);
    assert.deepEqual(broker.published, []);
  });

  for (const [what, error, chosenBy] of hopeless)
    test(`${what}: a dead letter at once, and nobody waits`, async () => {
      const broker = refusing(error);
      const { clock, readiness, fatals } = await engineFixture({ broker, reply: answering(chosenBy) });
      const lost = broker.deliver('"gone"', { key: "a" });
      const good = broker.deliver('"here"', { key: "b" });
      await clock.advance(0);
      assert.deepEqual([lost.fate, good.fate], ["dead", "acknowledged"]);
      assert.equal(text(broker.letters[0], "boost-cause"), "reply undeliverable");
      assert.deepEqual([readiness.ready, broker.events, fatals, broker.breaches], [true, [], [], []]);
    });

  test("fails for no known reason while the broker answers: a dead letter after three tries, and the others go on", async () => {
    const broker = refusing(() => new ConnectionError("the channel was closed"));
    const { clock, readiness } = await engineFixture({ broker, reply: answering() });
    const lost = broker.deliver('"gone"', { key: "a" });
    await clock.advance(0);
    const good = broker.deliver('"here"', { key: "b" });
    await clock.advance(60_000);
    assert.deepEqual([lost.fate, good.fate, readiness.ready], ["dead", "acknowledged", true]);
  });

  const servers: readonly (readonly [what: string, error: () => Error])[] = [
    ["the channel that the document names is not there", () => new UnroutableError("no such topic")],
    ["the server is full", () => new ServerSideError("out of memory")],
  ];
  for (const [what, error] of servers)
    test(`${what}: the source waits, and no message is blamed`, async () => {
      const broker = refusing(error);
      const { clock, readiness } = await engineFixture({ broker, reply: answering() });
      const held = broker.deliver('"gone"');
      await clock.advance(3_600_000);
      assert.deepEqual([held.fate, readiness.ready], ["held", false]);
      broker.refuse = () => undefined;
      await clock.advance(60_000);
      assert.deepEqual([held.fate, readiness.ready, broker.letters], ["acknowledged", true, []]);
    });

  test("an acknowledgement that fails after the reply was sent repeats neither reply nor message", async () => {
    const broker = new ScriptedBroker();
    broker.faults.set("acknowledge", new InvalidMessage("odd"));
    const { clock } = await engineFixture({ broker, reply: answering("message") });
    const held = broker.deliver('"here"');
    await clock.advance(600_000);
    assert.equal(held.fate, "held");
    broker.faults.delete("acknowledge");
    await clock.advance(60_000);
    assert.deepEqual([held.fate, broker.published.length, broker.letters.length], ["acknowledged", 1, 0]);
  });
});

describe("a dead letter that is refused", () => {
  const rejecting = { handle: () => Promise.reject(new RejectMessage("no")) };
  const body = `"${"x".repeat(100_000)}"`;
  const headers = new Map([["tenant", [Buffer.from("t")]]]);

  for (const [rung, reduction] of reductions.entries())
    test(`until it goes without ${reduction} is stored so, and says what is missing`, async () => {
      const broker = new ScriptedBroker();
      const tried: Outgoing[] = [];
      broker.refuse = (record) => (tried.push(record) <= rung ? new InvalidMessage("too large", { code: "too-large" }) : undefined);
      const { clock, readiness } = await engineFixture({ ...rejecting, broker });
      const message = broker.deliver(body, { headers });
      await clock.advance(0);
      assert.deepEqual([message.fate, tried.length, readiness.ready], ["dead", rung + 1, true]);
      const [letter] = broker.letters;
      assert.equal(letter?.headers.has("tenant"), rung === 0);
      assert.equal(letter?.body?.length, [100_002, 100_002, 100_002, 16_384, 0][rung]);
      const omitted = text(letter, "boost-omitted");
      assert.equal(omitted.startsWith(reductions.slice(1, rung + 1).join(", ")), true, omitted);
      if (rung >= 3) assert.match(omitted, /; \d+ of 100002 bytes of the body are here$/);
      assert.equal(text(letter, "boost-position"), "topic/0/0");
      assert.equal(text(letter, "boost-cause"), "rejected");
    });

  const always = (error: () => Error): ScriptedBroker => {
    const broker = new ScriptedBroker();
    broker.refuse = (record) => (String(record.headers.get("boost-position")?.[0]).endsWith("/0") ? error() : undefined);
    return broker;
  };
  const refused = () => new InvalidMessage("a compacted topic needs a key");

  test("whatever it goes without: told, counted, and after its attempts the process stops with a sentence, others handled meanwhile", async () => {
    const broker = always(refused);
    const { clock, fatals, metrics } = await engineFixture({ ...rejecting, broker, attempts: 3 });
    const message = broker.deliver("1", { key: "a" });
    await clock.advance(0);
    const other = broker.deliver("2", { key: "b" });
    await clock.advance(0);
    assert.equal(other.fate, "dead");
    await clock.advance(60_000);
    assert.equal(message.fate, "held");
    assert.match(await metrics.text(), /boost_messages_unstorable_total\{[^}]*\} 3/);
    assert.ok(
      fatals[0] instanceof FatalError && /cannot be stored in "topic-dlq".*`unstorable: skip`/s.test(fatals[0].message),
      String(fatals[0]),
    );
  });

  test("whatever it goes without, and the document says to go on: acknowledged, after its attempts", async () => {
    const broker = always(refused);
    const { clock, fatals, metrics } = await engineFixture({ ...rejecting, broker, attempts: 3, settings: { unstorable: "skip" } });
    const message = broker.deliver("1");
    await clock.advance(60_000);
    assert.deepEqual([message.fate, fatals], ["acknowledged", []]);
    assert.match(await metrics.text(), /boost_messages_unstorable_total\{[^}]*\} 3/);
  });

  test("by a server that is full waits whole, however long, and the source with it", async () => {
    const broker = always(() => new ServerSideError("out of memory"));
    const { clock, readiness } = await engineFixture({ ...rejecting, broker });
    const message = broker.deliver(body, { headers });
    await clock.advance(24 * 3_600_000);
    assert.deepEqual([message.fate, readiness.ready], ["held", false]);
    broker.refuse = () => undefined;
    await clock.advance(60_000);
    assert.deepEqual([message.fate, text(broker.letters[0], "boost-omitted"), broker.letters[0]?.body?.length], ["dead", "", 100_002]);
  });

  test("for no known reason, although everything else answers, goes without what it is refused for, and the others go on", async () => {
    const broker = new ScriptedBroker();
    broker.refuse = ({ headers: own }) => (own.has("tenant") ? new ConnectionError("the channel was closed") : undefined);
    const { clock, readiness } = await engineFixture({ ...rejecting, broker });
    const message = broker.deliver(body, { headers });
    await clock.advance(600_000);
    assert.deepEqual([message.fate, readiness.ready, broker.letters[0]?.body?.length], ["dead", true, 100_002]);
    assert.match(text(broker.letters[0], "boost-omitted"), /^headers/);
  });

  test("for no known reason, in every form, is stored whole when the trouble ends", async () => {
    const broker = always(() => new ConnectionError("no leader"));
    const { clock } = await engineFixture({ ...rejecting, broker });
    const message = broker.deliver(body, { headers });
    await clock.advance(24 * 3_600_000);
    assert.equal(message.fate, "held");
    broker.refuse = () => undefined;
    await clock.advance(60_000);
    assert.deepEqual([message.fate, text(broker.letters[0], "boost-omitted")], ["dead", ""]);
  });
});
