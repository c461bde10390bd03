import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { resolveTemporal } from "../../src/runtime/temporal/configuration.ts";
import { loadSdk } from "../../src/runtime/temporal/sdk.ts";
import { TemporalWorker } from "../../src/runtime/temporal/worker.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { startTemporal, type TemporalService } from "../services/temporal.ts";
import { TcpProxy } from "./tcp-proxy.ts";

await loadSdk();

await describeWithServices(["temporal"], "Temporal breaks while a worker starts", () => {
  let temporal: TemporalService;
  let proxy: TcpProxy;
  const logged: string[] = [];
  const note = (_fields: object, message: string): void => void logged.push(message);
  const log = { debug() {}, info: note, warn: note, error: note };

  before(async () => {
    temporal = await startTemporal({ own: true });
    proxy = await TcpProxy.listen(await freePort(), Number(temporal.address.split(":")[1]));
  });
  after(async () => {
    await proxy.close();
    await temporal.stop();
  });

  function worker(options: { readonly namespace?: string; readonly beforeRun: () => Promise<void> }): TemporalWorker {
    const { namespace = "default", beforeRun } = options;
    const configuration = resolveTemporal({
      app: "greeter",
      defaults: {},
      environment: {},
      options: { address: `127.0.0.1:${proxy.port}`, namespace },
      log,
    });
    const definition = { activities: { hello: async () => "hello" } };
    return new TemporalWorker({ name: "greeter", taskQueue: uniqueName("greeter"), definition, configuration, log, beforeRun });
  }

  test("G8, F9: the server goes between the connection and the first question: the worker waits, and starts", async () => {
    let tries = 0;
    const greeter = worker({
      beforeRun: async () => {
        if (tries++ > 0) return;
        proxy.mode = { kind: "refuse" };
        proxy.reset();
      },
    });
    let ended: unknown;
    const running = greeter.run().catch((error: unknown) => {
      ended = error;
    });
    await waitFor(async () => {
      assert.equal(ended, undefined);
      assert.ok(logged.some((line) => /cannot be reached; the worker tries again/.test(line)));
    });
    proxy.mode = { kind: "pass" };
    await waitFor(async () => assert.ok(greeter.ready()));
    assert.equal(ended, undefined);
    await greeter.shutdown(5_000);
    await running;
  });

  test("G8, F13: a namespace that the server does not know is an answer: the worker says so and ends", async () => {
    const greeter = worker({ namespace: "nowhere", beforeRun: async () => {} });
    await assert.rejects(greeter.run(), /Namespace nowhere was not found/);
  });
});
