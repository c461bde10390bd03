import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { RejectMessage } from "../../src/runtime/index.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, type Visit, visit } from "./browser.ts";
import { opened } from "./opened.ts";
import { ordersDocument } from "./orders-document.ts";

const rowsOf = ({ page }: Visit) => page.getByRole("list", { name: "Dead letters" }).getByRole("link");

await describeWithServices(
  ["redis"],
  "dead letters in the studio, when others are there and the broker is not",
  ({ redis }) => {
    test("two studios: what one took away the other finds gone, an act of both at once is done; a broker that went away is said", async (context) => {
      const address = uniqueName("letters");
      const space = workspace(context);
      space.write("asyncapi.yaml", ordersDocument({ protocol: "redis", address }));
      const environment = { BOOST_MAIN_URL: redis.address };
      const handled: string[] = [];
      let isMended = false;
      const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, (message) => {
        const { id } = message as { readonly id: string };
        if (!isMended) throw new RejectMessage(id);
        handled.push(id);
      });
      context.after(() => app.stop());
      for (const id of ["a", "b", "c"]) {
        space.write("payload.json", JSON.stringify({ id }));
        assert.equal((await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment)).code, 0);
      }
      await waitFor(async () => assert.match((await typed(space.folder, ["dlq", "list"], environment)).out, /3 dead letters/));
      isMended = true;
      const both: Visit[] = [];
      for (let studio = 0; studio < 2; studio += 1) {
        const { address: url } = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write"], environment);
        const visited = await visit(context, url);
        if (visited === undefined) return;
        await visited.page.getByRole("link", { name: "Dead letters" }).click();
        await rowsOf(visited).nth(2).waitFor();
        await rowsOf(visited).first().click();
        await visited.page.getByRole("button", { name: "Replay this one …" }).waitFor();
        both.push(visited);
      }
      const [first, second] = both as [Visit, Visit];
      // Both ask for the same one, at the same time.
      for (const { page } of both) await page.getByRole("button", { name: "Replay this one …" }).click();
      await Promise.all(both.map(({ page }) => page.getByRole("button", { name: "Replay", exact: true }).click()));
      for (const visited of both) {
        await visited.page.getByRole("list", { name: "What was done" }).getByRole("listitem").first().waitFor();
        await waitFor(async () => assert.equal(await rowsOf(visited).count(), 2));
      }
      await first.page.getByRole("button", { name: /^Drop all/ }).click();
      await first.page.getByRole("button", { name: "Drop", exact: true }).click();
      await first.page.getByText(/^dropped 2 dead letters/).waitFor();
      await rowsOf(second).first().click();
      await second.page.getByText(/no dead letter lies at/).waitFor();
      await assertAccessible(second.page);
      await waitFor(async () => assert.ok(handled.includes("a")));
      // A replay that both began is one message with one `boost-id`; at least once is what is promised of it.
      assert.deepEqual([...new Set(handled)], ["a"]);

      await app.stop();
      await redis.kill();
      await first.page.getByRole("link", { name: "Doctor" }).click();
      await first.page.getByText(/needs? attention/).waitFor();
      await first.page.getByRole("link", { name: "Dead letters" }).click();
      await first.page.getByText(/cannot/).waitFor();
      await assertAccessible(first.page);
      await first.page.getByRole("link", { name: "Contract" }).click();
      await first.page.getByText("1 channel, 1 operation").waitFor();
      await first.page.getByRole("link", { name: "Try" }).click();
      await first.page.getByLabel("Payload, json").fill('{ "id": "d" }');
      await first.page.getByRole("button", { name: "Send" }).click();
      await first.page.getByLabel("What became of it").getByText("not sent", { exact: true }).waitFor();
      await assertAccessible(first.page);
      await redis.start();
      await first.page.getByRole("button", { name: "Send" }).click();
      await first.page.getByLabel("What became of it").getByText("published", { exact: true }).waitFor();
      await first.page.getByRole("link", { name: "Doctor" }).click();
      await first.page.getByText(/are well/).waitFor();
      await second.page.getByRole("link", { name: "Doctor" }).click();
      await second.page.getByText(/are well/).waitFor();
      await first.page.getByRole("link", { name: "Dead letters" }).click();
      await first.page.getByText(/^No dead letters in/).waitFor();
      assert.deepEqual([...first.complaints, ...second.complaints], []);
    });
  },
  { own: true },
);
