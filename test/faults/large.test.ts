import assert from "node:assert/strict";
import { test } from "node:test";
import { RejectMessage } from "../../src/runtime/ground/errors.ts";
import type { DeadLetter } from "../../src/runtime/tools/index.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

const replays = 10;
const megabyte = 1_000_000;

function headerBytes({ stored }: DeadLetter): number {
  let total = 0;
  for (const [name, values] of stored.headers)
    for (const value of values) total += name.length + Buffer.byteLength(Buffer.from(String(value)));
  return total;
}

await describeWithServices(["kafka", "rabbitmq", "redis"], "Large messages and long errors", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, G7, F18: a dead letter is whole and bounded, and stays so however often it is replayed`, async () => {
      const body = JSON.stringify({ id: "dead-1", padding: "ä".repeat(megabyte / 2) });
      const bytes = Uint8Array.of(0, 1, 2, 0xfe, 0xff);
      let runs = 0;
      const handle = (): Promise<void> => {
        runs += 1;
        const error = new RejectMessage("no".repeat(50_000));
        error.stack = `${error.stack}\n${"    at somewhere\n".repeat(12_000)}`;
        return Promise.reject(error);
      };
      const flow = await AppFlow.make({ ...(await place(brokers, protocol)), handle });
      try {
        await flow.start();
        await flow.publish("dead-1", {
          key: "k-1",
          body,
          headers: [
            ["tenant", ["acme"]],
            ["token", [bytes]],
          ],
        });
        const buried = async (): Promise<DeadLetter> => {
          let letter: DeadLetter | undefined;
          await flow.until("its dead letter", async () => {
            const letters = await flow.deadLetters();
            assert.ok(letters.length <= 1, `${letters.length} dead letters of one message`);
            letter = letters[0];
            return letter !== undefined;
          });
          return letter as DeadLetter;
        };
        const first = await buried();
        for (let turn = 0; turn < replays; turn++) {
          const before = runs;
          await flow.deadLetters((letter, letters) => letters.replay(letter));
          await flow.until("it runs again", () => runs > before);
          await buried();
        }
        const last = await buried();
        for (const letter of [first, last]) {
          assert.ok(Buffer.from(letter.stored.body ?? []).equals(Buffer.from(body)), "its bytes");
          if (protocol === "kafka") assert.equal(Buffer.from(letter.stored.key ?? "").toString(), "k-1");
          assert.equal(String(letter.stored.headers.get("tenant")?.[0]), "acme");
          assert.deepEqual(Buffer.from(letter.stored.headers.get("token")?.[0] as Uint8Array), Buffer.from(bytes));
          const { id, cause, attempts, operation } = letter;
          assert.deepEqual({ id, cause, attempts, operation }, { id: "dead-1", cause: "rejected", attempts: "1", operation: "onItem" });
          assert.match(letter.error ?? "", /^(RejectMessage: )?nono/);
          assert.ok(Buffer.byteLength(letter.error ?? "") <= 4_096, "the error is cut");
          assert.match(letter.failedAt ?? "", /^\d{4}-\d\d-\d\dT/);
        }
        assert.ok(Math.abs(headerBytes(last) - headerBytes(first)) < 16, `headers: ${headerBytes(first)} bytes, then ${headerBytes(last)}`);
        assert.equal(runs, 1 + replays);
      } finally {
        await flow.close();
      }
    });

    test(`${protocol}, F26: five megabytes are dead-lettered whole and unread; with \`limits\` they are handled`, async () => {
      const at = await place(brokers, protocol, { config: { "max.message.bytes": "10000000" } });
      const body = JSON.stringify({ id: "large", padding: "x".repeat(5 * megabyte) });
      const strict = await AppFlow.make(at);
      try {
        await strict.start();
        await strict.publish("dead-large", { body });
        await strict.publish("small");
        await strict.settled();
        await strict.until("its dead letter", async () => (await strict.count("boost_messages_dead_lettered_total")) === 1);
        const [letter] = await strict.deadLetters();
        assert.equal(letter?.cause, "invalid: too-large");
        assert.ok(Buffer.from(letter?.stored.body ?? []).equals(Buffer.from(body)));
        assert.ok(!strict.handled.has("large"));
      } finally {
        await strict.close();
      }
      const generous = await AppFlow.make({ ...at, options: { limits: { bodyBytes: 8 * megabyte } } });
      try {
        await generous.start();
        await generous.deadLetters((letter, letters) => letters.replay(letter));
        await generous.until("it is handled", () => generous.handled.has("large"));
      } finally {
        await generous.close();
      }
    });
  }
});
