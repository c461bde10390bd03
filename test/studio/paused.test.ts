import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { BoostApp, PauseSource, RejectMessage } from "../../src/runtime/index.ts";
import { contractOf, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { ordersDocument } from "./orders-document.ts";

const servers = ["kafka", "rabbitmq", "redis"] as const;
const protocols = { kafka: "kafka", rabbitmq: "amqp", redis: "redis" } as const;

await describeWithServices(
  servers,
  "a service that waits, in its studio",
  (services) => {
    for (const name of servers)
      test(`${name}: why a source is paused, what waits, is in flight and was repeated; a broker that is killed and comes back`, async (context) => {
        const address = uniqueName("paused");
        const space = workspace(context);
        space.write(
          "asyncapi.yaml",
          ordersDocument({
            protocol: protocols[name],
            address,
            options: "concurrency: 2, retry: { attempts: 3, initialInterval: 10ms, maxInterval: 10ms }",
          }),
        );
        let studio = "";
        const info = (fields: object): void => {
          if ("studio" in fields) studio = String(fields.studio);
        };
        const environment = { BOOST_MAIN_URL: services[name].address, BOOST_STUDIO_PORT: "0" };
        assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
        const billing = { isAway: false };
        let release: () => void = () => {};
        const released = new Promise<void>((resolve) => {
          release = resolve;
        });
        context.after(() => release());
        const handle = async ({ id }: { readonly id: string }): Promise<void> => {
          if (id.startsWith("slow")) await released;
          if (id.startsWith("again")) throw new Error("not this time");
          if (id.startsWith("huge")) throw new RejectMessage("x".repeat(1_000_000));
          const probe = async (): Promise<void> => {
            if (billing.isAway) throw new Error("<b>billing</b> does not answer");
          };
          if (billing.isAway) throw new PauseSource("<b>billing</b> is away", { probe, retryAfter: 100 });
        };
        const app = new BoostApp("orders", { environment, logger: { debug() {}, info, warn() {}, error() {} } });
        app.addSubscribers("orders", await contractOf(join(space.folder, "asyncapi.yaml")), { onOrder: { ordered: handle } });
        await app.start();
        context.after(() => app.stop());
        const send = async (...ids: readonly string[]): Promise<void> => {
          for (const id of ids) {
            space.write("payload.json", JSON.stringify({ id }));
            const { code, err } = await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment);
            assert.equal(code, 0, err);
          }
        };
        const visited = await visit(context, studio);
        if (visited === undefined) return;
        const { page, complaints } = visited;
        const source = page.getByRole("list", { name: "Subscriptions" });
        const chart = (label: string) => source.getByRole("img", { name: new RegExp(`^${label}: `) });
        const rows = page.locator("tbody tr");

        await source.getByRole("img", { name: /^retries: 0,/ }).waitFor();
        // Three runs of one message are two repetitions.
        await send("again", "huge");
        await rows
          .filter({ hasText: "retries-exhausted" })
          .or(rows.filter({ hasText: "not this time" }))
          .waitFor();
        await rows.filter({ hasText: "rejected: xxx" }).waitFor();
        await source.getByRole("img", { name: /^retries: 2,/ }).waitFor();
        await assertFits(page);

        // Two are held by the handler, three wait behind them.
        await send("slow1", "slow2", "3", "4", "5");
        await source.getByRole("img", { name: /^in flight: [2-5], at most [2-5] / }).waitFor();
        await source.getByRole("img", { name: /^lag: 5, at most 5 / }).waitFor();
        assert.ok(((await chart("lag").locator("path").getAttribute("d")) ?? "").length > 0);
        release();
        await rows.filter({ hasText: "handled" }).nth(4).waitFor();
        await source.getByRole("img", { name: /^in flight: 0, at most [2-5] / }).waitFor();
        await source.getByRole("img", { name: /^lag: 0, at most 5 / }).waitFor();

        billing.isAway = true;
        await send("6");
        await source.getByText(/paused: .*<b>billing<\/b>/).waitFor();
        await assertAccessible(page);
        billing.isAway = false;
        await rows.filter({ hasText: "handled" }).nth(5).waitFor();
        await source.getByText(/paused: /).waitFor({ state: "detached" });

        await services[name].kill();
        await source.getByText(/the broker is away: /).waitFor();
        await assertAccessible(page);
        await page.setViewportSize({ width: 380, height: 700 });
        await assertFits(page);
        await services[name].start();
        await source.getByText(/the broker is away: /).waitFor({ state: "detached" });
        await waitFor(() => send("7"), { timeoutMs: 120_000 });
        await rows.filter({ hasText: "handled" }).nth(6).waitFor();
        await source.getByRole("img", { name: /^lag: 0, / }).waitFor();
        assert.deepEqual(complaints, []);
      });
  },
  { own: true },
);
