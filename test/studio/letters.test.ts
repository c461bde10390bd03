import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { RejectMessage } from "../../src/runtime/index.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";
import { ordersDocument } from "./orders-document.ts";

const servers = ["kafka", "rabbitmq", "redis"] as const;
const protocols = { kafka: "kafka", rabbitmq: "amqp", redis: "redis" } as const;

await describeWithServices(servers, "dead letters in the studio", (services) => {
  for (const name of servers)
    test(`${name}: listed by cause, one looked at, edited and replayed, the rest replayed and dropped`, async (context) => {
      const address = uniqueName("letters");
      const space = workspace(context);
      space.write("asyncapi.yaml", ordersDocument({ protocol: protocols[name], address, id: "{ type: string, minLength: 1 }" }));
      const environment = { BOOST_MAIN_URL: services[name].address };
      assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
      const handled: { readonly id: string; readonly headers: object }[] = [];
      let isMended = false;
      const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, (message, { headers }) => {
        const { id } = message as { readonly id: string };
        if (id.startsWith("bad") && !isMended) throw new RejectMessage(`<i>${id}</i>`);
        handled.push({ id, headers });
      });
      context.after(() => app.stop());
      // One after the other: nobody promises the order of those that are handled at once.
      for (const [index, id] of ["bad1", "bad2", "bad3"].entries()) {
        space.write("payload.json", JSON.stringify({ id }));
        assert.equal((await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment)).code, 0);
        const count = new RegExp(`\\b${index + 1} dead letter`);
        await waitFor(async () => assert.match((await typed(space.folder, ["dlq", "list"], environment)).out, count));
      }
      const studio = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write"], environment);
      assert.deepEqual(await looksAtOnce(new URL(studio.address)), [3, 3, 3], "none is refused, and none sees less");
      const visited = await visit(context, `${studio.address}`);
      if (visited === undefined) return;
      const { page, complaints } = visited;
      await page.getByRole("link", { name: "Dead letters" }).click();
      await page.getByRole("list", { name: "Causes" }).getByText("rejected").waitFor();
      const rows = page.getByRole("list", { name: "Dead letters" }).getByRole("link");
      assert.equal(await rows.count(), 3);
      await rows.first().click();
      await page.getByText("<i>bad1</i>").first().waitFor();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Dry run, this one" }).click();
      await page.getByText("would replay 1 dead letter").waitFor();
      assert.equal(handled.length, 0);
      await page.getByLabel("Payload of the dead letter").fill('{ "id": "" }');
      await page.getByRole("button", { name: "Replay as edited …" }).click();
      await page.getByRole("button", { name: "Replay the edited copy" }).click();
      await page.getByText("the payload is none of Ordered").waitFor();
      assert.equal(await rows.count(), 3, "the original stays");
      await page.getByLabel("Payload of the dead letter").fill('{ "id": "good" }');
      await page.getByRole("button", { name: "Replay as edited …" }).click();
      await page.getByRole("button", { name: "Replay the edited copy" }).click();
      await page.getByText(/with the new boost-id/).waitFor();
      await waitFor(async () =>
        assert.deepEqual(
          handled.map(({ id }) => id),
          ["good"],
        ),
      );
      await waitFor(async () => assert.equal(await rows.count(), 2));
      assert.equal(await page.getByLabel("Payload of the dead letter").count(), 0, "what moved up to its place is not taken for it");
      isMended = true;
      await rows.first().click();
      await page.getByRole("button", { name: "Replay this one …" }).click();
      await page.getByRole("button", { name: "Replay", exact: true }).click();
      await waitFor(async () =>
        assert.deepEqual(
          handled.map(({ id }) => id),
          ["good", "bad2"],
        ),
      );
      await page.getByRole("button", { name: "Drop the only one …" }).click();
      await page.getByRole("button", { name: "Drop", exact: true }).click();
      await page.getByText(/^No dead letters in/).waitFor();
      await page.setViewportSize({ width: 380, height: 700 });
      await assertFits(page);
      assert.match(studio.printed().out, /replayed .*, edited, .*\n[^]*replayed [^]*dropped /);
      await page.getByRole("link", { name: "Doctor" }).click();
      await page.getByText(/are well|needs? attention/).waitFor();
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
    });
});

/** How many letters each of three lists has that are asked for at once. */
function looksAtOnce({ origin, hash }: URL): Promise<readonly unknown[]> {
  const headers = { authorization: `Bearer ${hash.replace("#token=", "")}` };
  return Promise.all(
    [1, 2, 3].map(async () => {
      const answer: unknown = await (await fetch(`${origin}/api/letters`, { headers })).json();
      return (answer as { readonly letters?: readonly unknown[] }).letters?.length ?? answer;
    }),
  );
}
