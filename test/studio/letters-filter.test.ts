import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { RejectMessage } from "../../src/runtime/index.ts";
import type { LetterList } from "../../src/studio/shared/letters.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";

const servers = ["kafka", "rabbitmq", "redis"] as const;
const protocols = { kafka: "kafka", rabbitmq: "amqp", redis: "redis" } as const;

const payload = "{ type: object, required: [id], properties: { id: { type: string } } }";
const operation = (channel: string, address: string): string => `
    action: receive
    channel: { $ref: "#/channels/${channel}" }
    x-boost: { deadLetter: ${address}.dlq, retry: { attempts: 1 } }`;

const document = (protocol: string, address: string): string => `\
asyncapi: 3.0.0
info: { title: "Orders of ${address}", version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: ${protocol} }
channels:
  orders:
    address: ${address}
    messages: { ordered: { name: Ordered, payload: ${payload} } }
  returns:
    address: ${address}.returns
    messages: { returned: { name: Returned, payload: ${payload} } }
operations:
  onOrder:${operation("orders", address)}
  onReturn:${operation("returns", address)}
`;

await describeWithServices(servers, "dead letters that a filter means", (services) => {
  for (const name of servers)
    test(`${name}: what is listed is replayed, and nothing that came since; the one that is shown is the one that is replayed`, async (context) => {
      const address = uniqueName("filter");
      const space = workspace(context);
      space.write("asyncapi.yaml", document(protocols[name], address));
      const environment = { BOOST_MAIN_URL: services[name].address };
      assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
      const handled: string[] = [];
      let isMended = false;
      const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, (message) => {
        const { id } = message as { readonly id: string };
        if (isMended) handled.push(id);
        else throw id === "tea-8" ? new Error("no luck") : new RejectMessage("no such customer");
      });
      context.after(() => app.stop());
      const publish = async (message: string, id: string): Promise<void> => {
        space.write("payload.json", JSON.stringify({ id }));
        assert.equal((await typed(space.folder, ["publish", message, "--data", "payload.json"], environment)).code, 0);
      };
      const lie = (count: number): Promise<void> =>
        waitFor(
          async () =>
            assert.match((await typed(space.folder, ["dlq", "list"], environment)).out, new RegExp(`^${count} dead letters?$`, "m")),
          { timeoutMs: 120_000 },
        );
      const arrive = (id: string): Promise<void> =>
        waitFor(async () => assert.ok(handled.includes(id), `${handled}`), { timeoutMs: 120_000 });
      for (const id of ["tea-1", "cup-1", "tea-2", "tea-8"]) await publish("Ordered", id);
      await publish("Returned", "tea-9");
      await lie(5);
      const studio = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write"], environment);
      const visited = await visit(context, studio.address);
      if (visited === undefined) return;
      const { page, complaints } = visited;
      await page.getByRole("link", { name: "Dead letters" }).click();
      const causes = page.getByRole("list", { name: "Causes" });
      await causes.getByRole("link", { name: "rejected 4" }).click();
      await page.getByLabel("Operation").selectOption("onOrder");
      await causes.getByRole("link", { name: "rejected 3" }).waitFor();
      await page.getByRole("searchbox").fill("nothing of the kind");
      await page.keyboard.press("Enter");
      await page.getByText("No dead letter has all of this.").waitFor();
      await page.getByRole("searchbox").fill("TEA customer");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Dry run, all 2", exact: true }).click();
      await page.getByText("would replay 2 dead letters").waitFor();
      await assertAccessible(page);
      await publish("Ordered", "tea-3");
      await lie(6);
      isMended = true;
      await page.getByRole("button", { name: "Replay all 2 …" }).click();
      await page.getByText('Replay all 2 with the cause "rejected" of onOrder that have "TEA customer"?').waitFor();
      await page.getByRole("button", { name: "Replay", exact: true }).click();
      await page.getByText("replayed 2 dead letters").waitFor();
      for (const id of ["tea-1", "tea-2"]) await arrive(id);
      await page.getByRole("button", { name: "Replay the only one …" }).waitFor();
      await lie(4);
      assert.deepEqual([...new Set(handled)].sort(), ["tea-1", "tea-2"]);

      await page.reload();
      await page.getByLabel("Operation").selectOption("");
      await page.getByRole("searchbox").fill("");
      await causes.getByRole("link", { name: "all 4" }).click();
      const { origin, hash } = new URL(studio.address);
      const headers = { authorization: `Bearer ${hash.replace("#token=", "")}` };
      const { letters } = (await (await fetch(`${origin}/api/letters`, { headers })).json()) as LetterList;
      await page.getByRole("list", { name: "Dead letters" }).getByRole("link").nth(1).click();
      const shown = JSON.parse(await page.getByLabel("Payload of the dead letter").inputValue()) as { readonly id: string };
      // Somebody else takes away the one before it: on RabbitMQ each later one has another number then.
      assert.equal((await typed(space.folder, ["dlq", "drop", letters[0]?.id ?? "none"], environment)).code, 0);
      await page.getByRole("button", { name: "Replay this one …" }).click();
      await page.getByRole("button", { name: "Replay", exact: true }).click();
      await page.getByText("replayed 1 dead letter", { exact: true }).waitFor();
      await arrive(shown.id);
      assert.deepEqual([...new Set(handled)].sort(), ["tea-1", "tea-2", shown.id].sort());
      await page.setViewportSize({ width: 380, height: 700 });
      await assertFits(page);
      assert.deepEqual(complaints, []);
    });
});
