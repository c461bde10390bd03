import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Connection } from "@temporalio/client";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { RejectMessage } from "../../src/runtime/index.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { ownTemporaryFolder } from "../own-temporary-folder.ts";
import { rabbitPublish } from "../services/clients.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { contractOf, type HandlerContext, service, typed } from "./tools-setting.ts";

interface Server {
  readonly name: string;
  readonly protocol: string;
  readonly url: string;
  /** Indented by four: bindings of the channel. */
  readonly binding?: string;
  readonly options?: string;
  readonly address?: string;
}

const document = (
  { protocol, address = "a", binding = "", options = "" }: Omit<Server, "url" | "name">,
  queue: string,
  dead: string,
): string => `\
asyncapi: 3.0.0
info: { title: Orders of ${queue}, version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: ${protocol} }
channels:
  orders:
    address: ${address}
    messages:
      ordered:
        name: Ordered
        headers: { type: object, properties: { tenant: { type: string }, tries: { type: integer } } }
        payload:
          type: object
          required: [id]
          properties: { id: { type: string, minLength: 1 } }
        examples:
          - { name: first, payload: { id: "1" }, headers: { tenant: one } }
          - { name: second, payload: { id: "2" } }
${binding}
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
    x-boost: { deadLetter: ${dead}, retry: { attempts: 1 }${options} }
`;

await describeWithServices(
  ["kafka", "rabbitmq", "redis", "temporal"],
  "publish, dlq and doctor on real servers",
  ({ kafka, rabbitmq, redis, temporal }) => {
    const amqp = (rest: string): string => `    bindings:\n      amqp: { ${rest}, bindingVersion: "0.3.0" }\n`;
    const servers: readonly ((queue: string) => Server)[] = [
      () => ({
        name: "Kafka",
        protocol: "kafka",
        url: kafka.address,
        binding: '    bindings: { kafka: { partitions: 3, bindingVersion: "0.5.0" } }\n',
      }),
      () => ({ name: "RabbitMQ, a queue", protocol: "amqp", url: rabbitmq.address }),
      (queue) => ({
        name: "RabbitMQ, a queue of our own on an exchange",
        protocol: "amqp",
        url: rabbitmq.address,
        binding: amqp(`is: routingKey, exchange: { name: x-${queue}, type: topic, durable: true }`),
      }),
      () => ({ name: "Redis, a stream", protocol: "redis", url: redis.address }),
    ];

    for (const make of servers) {
      test(`${make("").name}: doctor, publish, list, show, replay, drop`, async (context) => {
        const space = workspace(context);
        const queue = uniqueName("tools");
        const dead = `${queue}-dead`;
        const server = make(queue);
        space.write("asyncapi.yaml", document({ ...server, address: queue }, queue, dead));
        const env = { BOOST_MAIN_URL: server.url };
        const type = (...words: string[]) => typed(space.folder, words, env);
        const isRedis = server.protocol === "redis";

        const before = await type("doctor");
        // A stream comes into being with its first entry, so nothing is missing there.
        assert.equal(before.code, isRedis ? 0 : 1, before.out);
        assert.match(
          before.out,
          isRedis ? /^ok +stream "tools-[^"]*": not there yet/m : /^missing +\w+ "[^"]*tools-[^"]*": make it with --create/m,
        );
        const created = await type("doctor", "--create");
        assert.deepEqual([created.code, created.err], [0, ""], created.out);
        assert.match(created.out, /^created +/m);
        const after = await type("doctor");
        assert.equal(after.code, 0, after.out);
        assert.doesNotMatch(after.out, /created|missing|wrong/);

        assert.match((await type("publish", "Ordered", "--dry-run")).out, /^would publish Ordered to "[^"]+" \(\d+ bytes\)\n$/);
        for (const words of [
          ["--example", "second"],
          ["--example", "1", "--key", "k-1", "--header", "tries=7"],
        ]) {
          const published = await type("publish", "onOrder", ...words);
          assert.deepEqual([published.code, published.err], [0, ""]);
          assert.match(published.out, /^published Ordered to "[^"]+" \(\d+ bytes.*, boost-id [0-9a-f-]{36}\n$/);
        }
        const unfit = await type("publish", "Ordered", "--data", "asyncapi.yaml");
        assert.deepEqual([unfit.code, unfit.out], [2, ""]);

        const contract = await contractOf(join(space.folder, "asyncapi.yaml"));
        let seen: { readonly message: unknown; readonly id: string; readonly key: string | undefined; readonly headers: object }[] = [];
        let refuse = true;
        const app = await service(contract, env, (message, { delivery, headers }: HandlerContext) => {
          seen.push({ message, id: delivery.id, key: delivery.key, headers });
          if (refuse) throw new RejectMessage("not today");
        });
        try {
          await waitFor(async () => assert.equal((await type("dlq", "list")).out.trimEnd().split("\n").at(-1), "2 dead letters"));
          const ids = new Map(seen.map(({ message, id }) => [(message as { readonly id: string }).id, id]));
          const [one = "", two = ""] = [ids.get("1"), ids.get("2")];
          assert.match((await type("dlq", "list", "--cause", "REJECTED")).out, new RegExp(`^${two} .*onOrder .*rejected`, "m"));
          assert.match((await type("dlq", "list", "--cause", "schema")).out, /^No dead letters in /);
          const shown = await type("dlq", "show", one);
          assert.match(shown.out, new RegExp(`^id +${one}\\n`));
          assert.match(shown.out, /^error +.*not today/m);
          assert.match(shown.out, /\n\{"id":"1"\}\n$/);
          const [json = "{}"] = (await type("dlq", "list", "--json", "--limit", "1")).out.split("\n");
          assert.deepEqual([JSON.parse(json).version, JSON.parse(json).address], [1, dead]);

          const planned = await type("dlq", "replay", "--all", "--dry-run");
          assert.equal(planned.out.match(/^would replay /gm)?.length, 2);
          seen = [];
          refuse = false;
          const replayed = await type("dlq", "replay", one);
          assert.deepEqual([replayed.code, replayed.err], [0, ""], replayed.out);
          await waitFor(async () => assert.equal(seen.length, 1));
          assert.deepEqual(seen[0]?.message, { id: "1" });
          assert.equal(seen[0]?.id, one, "the id stays, so that a repeat is known for one");
          const { "content-type": _, ...headers } = { "content-type": "", ...seen[0]?.headers };
          assert.deepEqual(headers, { tenant: "one", tries: 7 });
          if (server.protocol === "kafka") assert.equal(seen[0]?.key, "k-1");
          const rest = await type("dlq", "list");
          assert.match(rest.out, /\n1 dead letter\n$/, "what was replayed is gone, the other stayed");
          assert.match(rest.out, new RegExp(two));
          const again = await type("dlq", "replay", one);
          assert.deepEqual([again.code, again.out], [1, ""]);
          assert.match(again.err, /no dead letter has the id or place/);

          const dropped = await type("dlq", "drop", "--all");
          assert.match(dropped.out, new RegExp(`^dropped ${two} .*\\n1 dead letter\\n$`));
          assert.match((await type("dlq", "list")).out, /^No dead letters in /);
          assert.equal(seen.length, 1, "what was dropped does not come again");
        } finally {
          await app.stop();
        }
      });
    }

    test("doctor tells what is there with other properties than the document says, and changes nothing", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("tools");
      await kafka.createTopic(queue, 2);
      await kafka.createTopic(`${queue}-dead`);
      const binding = '    bindings: { kafka: { partitions: 5, topicConfiguration: { retention.ms: 60000 }, bindingVersion: "0.5.0" } }\n';
      space.write("asyncapi.yaml", document({ protocol: "kafka", address: queue, binding }, queue, `${queue}-dead`));
      const { code, out } = await typed(space.folder, ["doctor", "--create"], { BOOST_MAIN_URL: kafka.address });
      assert.equal(code, 1);
      assert.match(
        out,
        /^wrong +topic "[^"]+": it has 2 partitions, the document says 5; its retention.ms is 604800000, the document says 60000$/m,
      );

      const amqpQueue = uniqueName("tools");
      const client = await connect(rabbitmq.address);
      const channel = await client.createChannel();
      await channel.assertQueue(amqpQueue, { durable: true, arguments: { "x-queue-type": "classic" } });
      await channel.assertQueue(`${amqpQueue}-dead`, { durable: true });
      await client.close();
      const quorum = { protocol: "amqp", address: amqpQueue, options: ", amqp: { queueType: quorum }" };
      space.write("asyncapi.yaml", document(quorum, amqpQueue, `${amqpQueue}-dead`));
      const amqp = await typed(space.folder, ["doctor", "--create"], { BOOST_MAIN_URL: rabbitmq.address });
      assert.match(amqp.out, /^wrong +queue "[^"]+": .*with other properties than asked for.*x-queue-type/m);

      const key = uniqueName("tools");
      const own = new Redis(redis.address);
      await own.set(key, "text");
      await own.quit();
      space.write("asyncapi.yaml", document({ protocol: "redis", address: key }, key, `${key}-dead`));
      const stream = await typed(space.folder, ["doctor"], { BOOST_MAIN_URL: redis.address });
      assert.deepEqual([stream.code, /^wrong +stream "[^"]+": the key holds a string/m.test(stream.out)], [1, true], stream.out);
    });

    test("doctor says that nothing has to be there for publish/subscribe on Redis, read or written", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("heard");
      const options = ", redis: { kind: pubsub }, delivery: at-most-once";
      const text = document({ protocol: "redis", address: queue, options }, queue, `${queue}-dead`);
      const sending = '  sendOrder: { action: send, channel: { $ref: "#/channels/orders" } }\n';
      space.write("asyncapi.yaml", `${text}${sending}`);
      const { code, out } = await typed(space.folder, ["doctor"], { BOOST_MAIN_URL: redis.address });
      assert.equal(code, 0, out);
      assert.deepEqual(
        out.split("\n").filter((line) => line.includes(`"${queue}"`)),
        [`ok       channel "${queue}": publish/subscribe: nothing has to be there, and nothing is kept`],
      );
    });

    test("doctor tells of an address that is both read and written once", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("tools");
      const both = `${document({ protocol: "redis", address: queue }, queue, `${queue}-dead`)}  again: { action: send, channel: { $ref: "#/channels/orders" } }\n`;
      space.write("asyncapi.yaml", both);
      const { out } = await typed(space.folder, ["doctor", "--create"], { BOOST_MAIN_URL: redis.address });
      const parts = out.split("\n").flatMap((line) => /^\w+ +([^:]*"[^"]*")/.exec(line)?.[1] ?? []);
      assert.ok(
        parts.some((part) => part === `stream "${queue}"`),
        out,
      );
      assert.deepEqual(parts, [...new Set(parts)], out);
    });

    test("try starts its workflows on the Temporal that the environment names", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("tools");
      const rule = `        x-temporal: { workflow: W, workflowId: "${queue}-{$message.payload#/id}", taskQueue: ${queue} }\n`;
      const text = document({ protocol: "redis", address: queue }, queue, `${queue}-dead`);
      space.write("asyncapi.yaml", text.replace("        name: Ordered\n", `        name: Ordered\n${rule}`));
      const { code, out, err } = await typed(space.folder, ["try", "--once"], { TEMPORAL_ADDRESS: temporal.address });
      assert.equal(code, 0, out + err);
      const [, workflowId = ""] = /^ {2}started +W "(.*)" on task queue/m.exec(out) ?? [];
      const connection = await Connection.connect({ address: temporal.address });
      const request = { namespace: "default", execution: { workflowId } };
      const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution(request);
      assert.equal(workflowExecutionInfo?.type?.name, "W");
      await connection.workflowService.terminateWorkflowExecution({ namespace: "default", workflowExecution: { workflowId } });
      await connection.close();
    });

    test("doctor asks Temporal whether somebody polls each task queue", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("tools");
      const rule = `        x-temporal: { workflow: W, workflowId: "w-{$message.payload#/id}", taskQueue: ${queue} }\n`;
      const text = document({ protocol: "redis", address: queue }, queue, `${queue}-dead`);
      space.write("asyncapi.yaml", text.replace("        name: Ordered\n", `        name: Ordered\n${rule}`));
      const doctor = (env: object) =>
        typed(space.folder, ["doctor"], { BOOST_MAIN_URL: redis.address, TEMPORAL_ADDRESS: temporal.address, ...env });
      const unpolled = await doctor({});
      assert.equal(unpolled.code, 1, unpolled.out);
      assert.match(unpolled.out, new RegExp(`^missing +task queue "${queue}": nobody polls it`, "m"));

      const connection = await Connection.connect({ address: temporal.address });
      const poll = () =>
        connection.workflowService.pollWorkflowTaskQueue({ namespace: "default", taskQueue: { name: queue }, identity: "test" });
      // The server keeps a poll that says how long it waits; on a busy machine the first may not reach it in time.
      let isSeen = false;
      const polling = async (): Promise<void> => {
        while (!isSeen) await connection.withDeadline(Date.now() + 5_000, poll).catch(() => undefined);
      };
      const ended = polling();
      const polled = await waitFor(async () => {
        const answer = await doctor({});
        assert.equal(answer.code, 0, answer.out);
        return answer;
      });
      isSeen = true;
      await ended;
      await connection.close();
      assert.match(polled.out, new RegExp(`^ok +task queue "${queue}": 1 worker asked`, "m"));

      const lost = await doctor({ TEMPORAL_NAMESPACE: "nowhere" });
      assert.deepEqual([lost.code, /^wrong +Temporal: .*"nowhere"/m.test(lost.out)], [1, true], lost.out);
    });

    test("dead letters of an operation that is gone are found by their address, and are not replayed to nobody", async (context) => {
      const key = uniqueName("gone");
      const space = workspace(context);
      const own = new Redis(redis.address);
      try {
        await own.xadd(key, "*", "data", "{}", "h:boost-id", "id-1", "h:boost-operation", "onOld", "h:boost-origin", "old");
        space.write("asyncapi.yaml", document({ protocol: "redis", address: `${key}-now` }, key, `${key}-dead`));
        const env = { BOOST_MAIN_URL: redis.address };
        const listed = await typed(space.folder, ["dlq", "list", "--from", key], env);
        assert.match(listed.out, /id-1/, listed.err);
        assert.match(listed.err, /no operation of .* is dead-lettered to/);
        const replayed = await typed(space.folder, ["dlq", "replay", "id-1", "--from", key], env);
        assert.equal(replayed.code, 1);
        assert.match(replayed.err, /came from "old", which .* does not read/);
        assert.equal(await own.xlen(key), 1);
        assert.match((await typed(space.folder, ["dlq", "drop", "id-1", "--from", key], env)).out, /dropped id-1/);
      } finally {
        own.disconnect();
      }
    });

    test("a server that is away, a wrong name, a document with errors: a sentence each", async (context) => {
      const space = workspace(context);
      space.write("asyncapi.yaml", document({ protocol: "redis", address: "q" }, "q", "q-dead"));
      const away = { BOOST_MAIN_URL: "redis://127.0.0.1:1" };
      const type = (...words: string[]) => typed(space.folder, words, away);
      const doctor = await type("doctor");
      assert.deepEqual([doctor.code, /^wrong +server "main": .*127\.0\.0\.1:1/m.test(doctor.out)], [1, true], doctor.out);
      space.write("kafka.yaml", document({ protocol: "kafka", address: "q" }, "q", "q-dead"));
      const kafka = await typed(space.folder, ["doctor", "--document", "kafka.yaml"], { BOOST_MAIN_URL: "127.0.0.1:1" });
      assert.match(
        kafka.out,
        /^wrong +server "main": cannot connect to Kafka server "main" \(127\.0\.0\.1:1\).*; BOOST_MAIN_URL says where it is$/m,
      );
      assert.deepEqual((await type("publish", "Ordered")).code, 1);
      assert.match((await type("publish", "Ordered")).err, /^error: .*"main".*127\.0\.0\.1:1/);
      assert.match(
        (await type("publish", "Order")).err,
        /^error: "Order" is neither a message nor an operation of ".+"; did you mean "Ordered"\? its messages are Ordered\n$/,
      );
      assert.match((await type("publish", "Ordered", "--example", "9")).err, /has no example "9"; it has first, second/);
      assert.match((await type("dlq", "replay")).err, /needs ids, --cause or --all/);
      assert.match((await type("dlq", "replya")).err, /is not something that can be done/);
      assert.match((await type("dlq", "list", "--operation", "onOrders")).err, /"onOrders" is no operation/);
      assert.match((await type("dlq", "list", "--from", "elsewhere")).err, /cannot connect to Redis server "main"/);
      space.write("bad.yaml", "asyncapi: 3.0.0\n");
      const bad = await type("publish", "Ordered", "--document", "bad.yaml");
      assert.deepEqual([bad.code, bad.out], [2, ""]);
      assert.match(bad.err, /^bad\.yaml:1:1: error: /);
    });

    test("F57: a dead letter of a fanout exchange, whose routing key is empty, is replayed into our queue", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("fanout");
      const binding = amqp(`is: routingKey, exchange: { name: x-${queue}, type: fanout, durable: true }`);
      const server = { name: "fanout", protocol: "amqp", url: rabbitmq.address, binding, address: queue };
      space.write("asyncapi.yaml", document(server, queue, `${queue}-dead`));
      const type = (...words: string[]) => typed(space.folder, words, { BOOST_MAIN_URL: server.url });
      assert.equal((await type("doctor", "--create")).code, 0);
      const headers = { "boost-id": "f-1", "boost-origin": "", "boost-operation": "onOrder" };
      await rabbitPublish(rabbitmq, { routingKey: `${queue}-dead`, body: '{"id":"1"}', headers });
      const replayed = await type("dlq", "replay", "--all");
      assert.deepEqual([replayed.code, replayed.err], [0, ""], replayed.out);
      assert.match(replayed.out, /^replayed /m);
      assert.match((await type("dlq", "list")).out, /^No dead letters/);
    });

    test("a Redis dead letter that another program wrote is shown and can be dropped, but says why it cannot be replayed", async (context) => {
      const space = workspace(context);
      const queue = uniqueName("tools");
      space.write("asyncapi.yaml", document({ protocol: "redis", address: queue }, queue, `${queue}-dead`));
      const own = new Redis(redis.address);
      await own.xadd(`${queue}-dead`, "*", "data", "\u001b[2Jhello\u202e");
      await own.xadd(`${queue}-dead`, "*", "data", "{}", "h:boost-id", "i", "h:boost-origin", "somewhere-else");
      const type = (...words: string[]) => typed(space.folder, words, { BOOST_MAIN_URL: redis.address });
      const shown = await type("dlq", "list", "--json");
      assert.equal(JSON.parse(shown.out.split("\n")[0] ?? "").body, "\u001b[2Jhello\u202e");
      const place = JSON.parse(shown.out.split("\n")[0] ?? "").place;
      assert.match((await type("dlq", "show", place)).out, /\\u001b\[2Jhello\\u202e/);
      const replay = await type("dlq", "replay", "--all");
      assert.equal(replay.code, 1);
      assert.match(replay.err, /has no header "boost-origin"/);
      assert.match(replay.err, /came from "somewhere-else", which ".+" does not read/);
      assert.equal(await own.xlen(`${queue}-dead`), 2);
      assert.equal((await type("dlq", "drop", place)).code, 0);
      assert.equal(await own.xlen(`${queue}-dead`), 1);
      await own.quit();
    });
  },
);

describe("what the tools leave behind", () => {
  test("no folder with the contract", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", document({ protocol: "redis", address: "q" }, "q", "q-dead"));
    const temporary = ownTemporaryFolder(context);
    const { code } = await typed(space.folder, ["publish", "Ordered", "--dry-run"], {});
    assert.deepEqual([code, readdirSync(temporary)], [0, []]);
  });
});
