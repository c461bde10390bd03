import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { RejectMessage } from "../../src/runtime/index.ts";
import type { LetterDetail, LetterList } from "../../src/studio/shared/letters.ts";
import type { PreviewView, TriedMessage } from "../../src/studio/shared/trial.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { asking, firstEvent } from "./asking.ts";
import { visit } from "./browser.ts";
import { opened } from "./opened.ts";
import { ordersDocument } from "./orders-document.ts";

/** A field of which everything is made that can be: address, key, header, workflow id, what a validator says. */
const document = `\
asyncapi: 3.0.0
info: { title: Cards, version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: kafka }
channels:
  cards:
    address: cards.{card}
    parameters: { card: { enum: [tea-1], location: "$message.payload#/card" } }
    messages:
      charged:
        name: Charged
        payload: { type: object, required: [card, sum], properties: { card: { type: string }, sum: { type: number }, seen: { const: 1 } } }
        headers: { type: object, properties: { for: { type: string } } }
        examples: [{ name: one, payload: { card: tea-1, sum: 7 }, headers: { for: card tea-1 } }]
        x-boost: { key: "card-{$message.payload#/card}" }
        x-temporal: { workflow: Charge, workflowId: "charge-{$message.payload#/card}", taskQueue: charges }
operations:
  onCharge:
    action: receive
    channel: { $ref: "#/channels/cards" }
    x-boost: { deadLetter: failed, retry: { attempts: 1 } }
`;

const payload = { card: "tea-1", sum: 7 };
const content = { payload: JSON.stringify(payload), headers: { for: "card tea-1" }, parameters: { card: "tea-1" }, key: "" };
/** Nobody is there. */
const nowhere = { BOOST_MAIN_URL: "127.0.0.1:1", TEMPORAL_ADDRESS: "127.0.0.1:1" };

describe("what is made of a masked field", () => {
  test("is shown masked before it is sent: workflow id, key, address, headers, issues, why it is no JSON", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", document);
    const { address } = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--mask", "card"], nowhere);
    const { ask } = asking(address);
    const [message] = await ask<readonly TriedMessage[]>("messages");
    const preview = await ask<PreviewView>("preview", { message: message?.key, content });
    assert.doesNotMatch(JSON.stringify(preview), /tea-1/);
    const { workflow, rule, key, headers, address: to } = preview;
    assert.deepEqual([to, key, rule?.workflowId, workflow?.workflowId], ["cards.•••", "card-•••", "charge-•••", "charge-•••"]);
    assert.deepEqual(
      headers?.find(([name]) => name === "for"),
      ["for", "card •••"],
    );
    for (const [typed, problem] of [
      ['{"card":"tea-1"', "the payload is not JSON"],
      ["tea-1", "the payload is not JSON"],
    ]) {
      const told = await ask<PreviewView>("preview", { message: message?.key, content: { ...content, payload: typed } });
      assert.deepEqual(told, { issues: [], problem });
    }
  });

  test("is masked where it is followed, in Live, among the dead letters, in searches, acts and the log", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", document);
    const { address, printed } = await opened(context, space.folder, ["try", "asyncapi.yaml", "--studio", "--mask", "card"]);
    const { ask, asked } = asking(address);
    const [message] = await ask<readonly TriedMessage[]>("messages");
    const answers: string[] = [];
    for (const more of [{}, { seen: "tea-1" }, { sum: "of tea-1" }])
      answers.push(
        await ask("publish", { message: message?.key, content: { ...content, payload: JSON.stringify({ ...payload, ...more }) } }, true),
      );
    assert.match(answers[0] ?? "", /started.*charge-•••/);
    assert.match(answers[1] ?? "", /dead letter/);
    answers.push(JSON.stringify(await firstEvent(await asked("live"))));
    assert.match(answers[3] ?? "", /"key":"card-•••".*"workflow":"charge-•••"/);
    const list = await ask<LetterList>("letters");
    assert.equal(list.letters.length, 2);
    const [first] = list.letters;
    const detail = await ask<LetterDetail>(`letter?${new URLSearchParams({ letter: first?.handle ?? "" })}`);
    assert.deepEqual([detail.origin, detail.target, detail.key], ["cards.•••", "cards.•••", "card-•••"]);
    answers.push(JSON.stringify([list, detail]));
    assert.equal((await ask<LetterList>("letters?text=tea-1")).letters.length, 0);
    const handles = list.letters.map(({ handle }) => handle);
    for (const [path, act] of [
      ["letters/dry-run", "replay"],
      ["letters/act", "replay"],
      ["letters/act", "drop"],
    ] as const)
      answers.push(await ask(path, { act, letters: handles, dryRun: false }, true));
    assert.match(answers[6] ?? "", /replayed .* to \\"cards\.•••\\"/);
    for (const answer of [...answers, printed().out]) assert.doesNotMatch(answer.replaceAll("of •••", ""), /tea-1/);
  });

  test("is masked on the page, which has no link to Temporal where the id is not whole", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", document);
    const words = ["try", "asyncapi.yaml", "--studio", "--mask", "card"];
    const { address } = await opened(context, space.folder, words, { BOOST_TEMPORAL_UI_URL: "http://temporal.example:8233" });
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    await page.getByLabel("Before it is sent").getByText("charge-•••").first().waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByLabel("What became of it").getByText("handled", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Live" }).click();
    const row = page.locator("tbody tr");
    await row.getByText("charge-•••").waitFor();
    assert.equal(await row.getByRole("link").count(), 0);
    await waitFor(async () => assert.doesNotMatch(await page.content(), /tea-1/), { timeoutMs: 120_000 });
  });
});

await describeWithServices(["rabbitmq"], "a letter on RabbitMQ where fields are masked", ({ rabbitmq }) => {
  test("is found by what stands for its id, which may be made of such a field, and dropped", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", ordersDocument({ protocol: "amqp", address: uniqueName("masked") }));
    const environment = { BOOST_MAIN_URL: rabbitmq.address };
    assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
    const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, (message) => {
      throw new RejectMessage(`no ${(message as { readonly id: string }).id} here`);
    });
    context.after(() => app.stop());
    for (const id of ["tea-1", "tea-2"]) {
      space.write("payload.json", JSON.stringify({ id }));
      assert.equal((await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment)).code, 0);
    }
    const words = ["studio", "asyncapi.yaml", "--write", "--mask", "id"];
    const { address, printed } = await opened(context, space.folder, words, environment);
    const { ask } = asking(address);
    const list = await waitFor(
      async () => {
        const now = await ask<LetterList>("letters");
        assert.equal(now.letters.length, 2);
        return now;
      },
      { timeoutMs: 120_000 },
    );
    const handles = list.letters.map(({ handle }) => handle);
    for (const { id } of list.letters) assert.ok(id !== undefined && !handles.includes(id));
    const detail = await ask<LetterDetail>(`letter?${new URLSearchParams({ letter: handles[1] ?? "" })}`);
    assert.equal(detail.id, list.letters[1]?.id);
    assert.match(detail.error ?? "", /no ••• here/);
    const said = await ask<string>("letters/act", { act: "drop", letters: handles, dryRun: false }, true);
    assert.match(said, /dropped 2 dead letters"/);
    for (const answer of [JSON.stringify(list), JSON.stringify(detail), said, printed().out]) assert.doesNotMatch(answer, /tea-/);
  });
});
