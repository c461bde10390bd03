import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import type { WorkflowRuleDefinition } from "../../src/runtime/ground/contract.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { AppFlow } from "./app-flow.ts";

/** Gives out a key; may be stopped, frozen or out of order, and for one direction only. */
class KeyService {
  readonly port: number;
  mode: "well" | "frozen" | "error" = "well";
  #server: Server | undefined;

  constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    this.#server ??= await new Promise((resolve) => {
      const server = createServer((_, answer) => {
        if (this.mode === "frozen") return;
        answer.statusCode = this.mode === "well" ? 200 : 503;
        answer.end("7");
      });
      server.listen(this.port, "127.0.0.1", () => resolve(server));
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

interface Payload {
  readonly metadata?: object;
  readonly data?: Uint8Array | null;
}

/** Asks for its key each time, as a codec without a cache does. */
class KeyedCodec {
  readonly encoding: KeyService;
  readonly decoding: KeyService;
  constructor(encoding: KeyService, decoding: KeyService) {
    this.encoding = encoding;
    this.decoding = decoding;
  }
  encode(payloads: Payload[]): Promise<Payload[]> {
    return turned(payloads, this.encoding);
  }
  decode(payloads: Payload[]): Promise<Payload[]> {
    return turned(payloads, this.decoding);
  }
}

async function turned(payloads: Payload[], { port }: KeyService): Promise<Payload[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/key`);
  if (!answer.ok) throw new Error(`the key service answers ${answer.status}`);
  const key = Number(await answer.text());
  return payloads.map((payload) => ({ ...payload, data: Buffer.from(payload.data ?? []).map((byte) => byte ^ key) }));
}

const payload = { from: "payload", path: ["id"] } as const;

await describeWithServices(["redis", "temporal"], "the key service of a data converter breaks", ({ redis, temporal }) => {
  let connection: Connection;
  let client: Client;
  before(async () => {
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });
  after(() => connection.close());

  const start = async (kind: "start" | "signalWithStart") => {
    const services = [new KeyService(await freePort()), new KeyService(await freePort())] as const;
    for (const service of services) await service.start();
    const address = uniqueName("keys");
    const rule: WorkflowRuleDefinition = {
      kind,
      workflow: "flow",
      member: kind,
      type: "Flow",
      taskQueue: "nobody",
      workflowId: [`${address}-`, payload],
      args: [{ template: [payload] }],
      ...(kind === "start" ? {} : { signal: { name: "note", args: [{ template: [payload] }] } }),
    };
    const flow = await AppFlow.make({
      protocol: "redis",
      url: redis.address,
      address,
      operation: { group: address, retry: { attempts: 2, initialInterval: 100, maxInterval: 200 } },
      handle: async () => {},
      rules: [rule],
      temporal: { address: temporal.address, rpcTimeout: 2_000, dataConverter: { payloadCodecs: [new KeyedCodec(...services)] } },
    });
    await flow.start();
    const close = async (): Promise<void> => {
      for (const service of services) {
        service.mode = "well";
        await service.start();
      }
      await flow.close();
      for (const service of services) await service.stop();
    };
    return { flow, encoding: services[0], decoding: services[1], close };
  };

  const some = async (flow: AppFlow): Promise<void> => {
    for (let count = 0; count < 20; count++) await flow.publish();
  };

  /** Nobody's attempt is spent while the source waits. */
  const waits = async (flow: AppFlow, words: RegExp): Promise<void> => {
    await flow.turnsReady(false, 60_000);
    assert.match((await flow.ready()).reasons, words);
    // Longer than all attempts of a message would take.
    await delay(2_000);
    assert.equal((await flow.ready()).ready, false);
    assert.equal(await flow.count("boost_messages_retried_total"), 0);
    assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
  };

  const oneRunEach = async (flow: AppFlow): Promise<void> => {
    await waitFor(async () => {
      // Bare, as the client would decode what it lists.
      const query = `WorkflowId STARTS_WITH "${flow.address}-"`;
      const { executions } = await client.workflowService.listWorkflowExecutions({ namespace: "default", query, pageSize: 1_000 });
      assert.deepEqual(
        executions.map(({ execution }) => execution?.workflowId).sort(),
        [...flow.confirmed].map((id) => `${flow.address}-${id}`).sort(),
      );
    });
    assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
  };

  for (const kind of ["start", "signalWithStart"] as const) {
    test(`F67: ${kind}: it is gone, refuses to answer and is frozen: the source waits, no message is blamed, and each starts its workflow`, async (context) => {
      const { flow, encoding, close } = await start(kind);
      try {
        await some(flow);
        await flow.settled();
        await encoding.stop();
        await some(flow);
        await waits(flow, /the codec KeyedCodec of the data converter fails: fetch failed/);
        await encoding.start();
        await flow.settled();
        encoding.mode = "error";
        await some(flow);
        await waits(flow, /fails: the key service answers 503/);
        encoding.mode = "well";
        await flow.settled();
        encoding.mode = "frozen";
        await some(flow);
        await waits(flow, /fails: it did not answer within 2 s/);
        encoding.mode = "well";
        await flow.turnsReady(true, 60_000);
        await flow.settled();
        await oneRunEach(flow);
        context.diagnostic(flow.ledger);
      } finally {
        await close();
      }
    });
  }

  test("F67: it is gone when a run's memo is read: the source waits, and the message is known again", async () => {
    const { flow, decoding, close } = await start("start");
    try {
      await flow.publish("once");
      await flow.settled();
      await decoding.stop();
      await flow.publish("once");
      await waits(flow, /fails: fetch failed/);
      await decoding.start();
      await flow.until("it came again", () => flow.handled.get("once") === 2);
      await oneRunEach(flow);
      assert.equal(await flow.count("boost_messages_duplicates_total"), 1);
    } finally {
      await close();
    }
  });
});
