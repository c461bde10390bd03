import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { openBroker } from "../../src/runtime/connections/open-broker.ts";
import { RejectMessage } from "../../src/runtime/index.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { root } from "./program.ts";
import { contractOf, type HandlerContext, service, typed } from "./tools-setting.ts";

const count = 150;
/** Lines that a replay has printed when it is killed. */
const random = randomsFrom(runSeed);
const kills = [1, 2, 3].map(() => 1 + Math.floor(random() * 35));

const document = (protocol: string, queue: string): string => `\
asyncapi: 3.0.0
info: { title: Replays of ${queue}, version: 1.0.0 }
defaultContentType: application/json
servers: { main: { host: localhost, protocol: ${protocol} } }
channels:
  orders: { address: ${queue}, messages: { ordered: { name: Ordered, payload: { type: object, required: [id], properties: { id: { type: string } } } } } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" }, x-boost: { deadLetter: ${queue}-dead } }
`;

await describeWithServices(["kafka", "rabbitmq", "redis"], "boost-gen dlq replay, killed and run again", ({ kafka, rabbitmq, redis }) => {
  for (const [protocol, url] of [
    ["kafka", kafka.address],
    ["amqp", rabbitmq.address],
    ["redis", redis.address],
  ] as const) {
    test(`${protocol}: each dead letter comes back under its id, and none stays`, async (context) => {
      const space = workspace(context);
      const queue = uniqueName("replay");
      space.write("asyncapi.yaml", document(protocol, queue));
      const env = { BOOST_MAIN_URL: url };
      const type = (...words: string[]) => typed(space.folder, words, env);
      assert.equal((await type("doctor", "--create")).code, 0);
      const ids = Array.from({ length: count }, (_, index) => `r-${index}`);
      await publish(protocol, url, queue, ids);

      const contract = await contractOf(join(space.folder, "asyncapi.yaml"));
      const seen = new Map<string, number>();
      let refuse = true;
      const run = () =>
        service(contract, env, (_message, { delivery }: HandlerContext) => {
          if (refuse) throw new RejectMessage("not today");
          seen.set(delivery.id, (seen.get(delivery.id) ?? 0) + 1);
        });
      const refusing = await run();
      try {
        await waitFor(async () =>
          assert.match((await type("dlq", "list", "--limit", "1000")).out, new RegExp(`\\n${count} dead letters\\n$`)),
        );
      } finally {
        await refusing.stop();
      }

      // Kafka keeps the place of a killed one in the group for a session of thirty seconds, in which the next one waits.
      const own = protocol === "kafka" ? kills.slice(0, 1) : kills;
      for (const lines of own) await replayUntil(space.folder, env, lines);
      const rest = await type("dlq", "replay", "--all");
      assert.deepEqual([rest.code, rest.err], [0, ""], rest.out);
      assert.match((await type("dlq", "list")).out, /^No dead letters in /);

      refuse = false;
      const accepting = await run();
      try {
        await waitFor(async () => assert.deepEqual([...seen.keys()].sort(), [...ids].sort()));
      } finally {
        await accepting.stop();
      }
      const again = [...seen.values()].reduce((total, runs) => total + runs - 1, 0);
      context.diagnostic(`killed after ${own.join(", ")} lines, ${again} of ${count} came twice`);
      assert.ok(again < count, "a replay goes on where the killed one was, and does not begin anew");
    });
  }
});

async function publish(protocol: "kafka" | "amqp" | "redis", url: string, address: string, ids: readonly string[]): Promise<void> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const broker = await openBroker(protocol, { server: "producer", url, clientId: "producer", log });
  await broker.connect();
  for (const id of ids)
    await broker.publish({
      address,
      body: Buffer.from(JSON.stringify({ id })),
      key: id,
      headers: new Map([["boost-id", [id]]]),
      contentType: "application/json",
    });
  await broker.close();
}

/** A process of its own that is killed as soon as it has said so much; one that ends before has nothing left to do. */
async function replayUntil(folder: string, env: { readonly [name: string]: string }, lines: number): Promise<void> {
  const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
  const words = ["--conditions=boost-gen-source", "--import", tsx, join(root, "src/cli/main.ts"), "dlq", "replay", "--all"];
  const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (out.split("\n").length > lines) child.kill("SIGKILL");
  });
  const [code, signal] = await once(child, "close");
  assert.ok(signal === "SIGKILL" || code === 0, `it ended with ${code}: ${out}`);
}
