import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { git } from "../cli/git.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";

const long = "customersOfTheNorthernAndTheSouthernProvincesWhoOrderedTeaOrCupsToday";
const sentence = `The ${"very ".repeat(12)}long reason of ${"x".repeat(180)}`;

/** Names as long as people give them, and longer. */
const document = (note: string): string => `\
asyncapi: 3.0.0
info: { title: "Orders of ${long}", version: 1.0.0-beta.20261130 }
defaultContentType: application/json
servers:
  main: { host: "broker.${long}.example:9092", protocol: kafka, description: "${sentence}" }
channels:
  orders:
    address: orders.${long}.v1
    description: "${sentence}"
    messages:
      created:
        name: Created${long}
        summary: "${sentence}"
        payload: { $ref: "#/components/schemas/Order" }
        headers: { type: object, properties: { ${long}: { type: string } } }
        examples: [{ name: ${long}, payload: { id: o-1-${long}, total: 7 }, headers: { ${long}: "${sentence}" } }]
        x-temporal: { workflow: ${long}Workflow, workflowId: "order-{$message.payload#/id}", taskQueue: ${long} }
  status: { address: status, messages: { changed: { payload: { type: object } } } }
operations:
  on${long}: { action: receive, channel: { $ref: "#/channels/orders" }, x-boost: { deadLetter: ${long}.dead, retry: { attempts: 2 } } }
  sendStatus: { action: send, channel: { $ref: "#/channels/status" } }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string, maxLength: 90, pattern: "^[a-zA-Z0-9-]{1,90}$", description: "${sentence}" }
        total: { type: number, minimum: 0 }
        ${long}: { ${note} }
`;

/** In memory, with a message that was handled and one that is a dead letter; beside servers that are not there. */
async function studios(context: TestContext): Promise<{ readonly memory: string; readonly beside: string }> {
  const space = workspace(context);
  git(space.folder, "init");
  space.write("asyncapi.yaml", document("type: string"));
  git(space.folder, "add", ".");
  git(space.folder, "commit", "-m", sentence);
  space.write("asyncapi.yaml", document("type: integer"));
  const [memory, beside] = await Promise.all([
    opened(context, space.folder, ["try", "asyncapi.yaml", "--studio"]),
    opened(context, space.folder, ["studio", "asyncapi.yaml"], { BOOST_MAIN_URL: "127.0.0.1:1", TEMPORAL_ADDRESS: "127.0.0.1:1" }),
  ]);
  return { memory: memory.address, beside: beside.address };
}

/** What is looked at; the steps lead there from the screen before. */
const states: { readonly [name: string]: (page: Page) => Promise<unknown> } = {
  "Contract, an operation and its message": async (page) => {
    await page.locator("a.node.operation").first().click();
    await page.getByRole("region", { name: "Details" }).getByRole("link", { name: "Created" }).click();
    await page.getByRole("heading", { name: "Examples" }).waitFor();
  },
  "Try, before": async (page) => {
    await page.getByRole("link", { name: "Try", exact: true }).click();
    await page.getByLabel("Before it is sent").getByText("yes", { exact: true }).waitFor();
  },
  "Try, after": async (page) => {
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByLabel("What became of it").getByText("handled", { exact: true }).waitFor();
  },
  "Try, invalid": async (page) => {
    await page.getByLabel("Payload, json").fill(`{ "id": "${"q ".repeat(60)}", "total": -1, "note": "${"y".repeat(300)}" }`);
    await page.getByLabel("Before it is sent").getByText("no, ").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByLabel("What became of it").getByText("dead letter", { exact: true }).waitFor();
  },
  Live: async (page) => {
    await page.getByRole("link", { name: "Live" }).click();
    await page.locator("tbody tr").nth(1).waitFor();
  },
  "Dead letters": async (page) => {
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByText("Choose one").waitFor();
  },
  "Dead letters, one": async (page) => {
    await page.locator("a.row").first().click();
    await page.getByText("with what the schema as it is now says of it").waitFor();
    await page.getByRole("button", { name: "Dry run, this one" }).click();
    await page.getByText("would replay 1 dead letter").waitFor();
  },
  "Dead letters, a question": async (page) => {
    await page.getByRole("button", { name: "Drop this one …" }).click();
    await page.getByRole("button", { name: "Drop", exact: true }).waitFor();
  },
  "Dead letters, edited": async (page) => {
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByLabel("Payload of the dead letter").fill(`{"id":"${"z".repeat(400)}"}`);
    await page.getByRole("button", { name: "Replay as edited …" }).click();
  },
  Changes: async (page) => {
    await page.getByRole("link", { name: "Changes" }).click();
    await page.getByText("What is not committed yet.").waitFor();
    await page.getByText("So that nobody breaks").first().click();
  },
};

const doctor: typeof states = {
  Doctor: async (page) => {
    await page.getByRole("link", { name: "Doctor" }).click();
    await page.getByText(/attention\.$/).waitFor();
  },
  "Dead letters, nobody answers": async (page) => {
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByRole("button", { name: "Ask again" }).waitFor();
  },
};

/** Elements whose content is cut off with no way to see all of it, or that stick out of the window; not those that are made to scroll. */
const sideways = `
  const made = ".picture, .editor textarea, input";
  const problems = [];
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const { width, right, left } = element.getBoundingClientRect();
    if (width === 0 || element.closest("svg, .skip, option") || [element, element.parentElement, element.closest("thead")].some((one) => one && getComputedStyle(one).clipPath !== "none")) continue;
    const name = element.tagName.toLowerCase() + "." + element.className + " " + element.textContent.slice(0, 50);
    if ((right > innerWidth + 1 || left < -1) && !element.closest(made)) problems.push("sticks out: " + name);
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible" && !element.matches(made) && element.closest("[title]") === null)
      problems.push(style.overflowX + ": " + name);
  }
  return problems;`;

/** Whatever moves, or would. */
const moving = `
  return [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
  }).map((element) => element.outerHTML.slice(0, 80)).concat(document.getAnimations().map(({ id }) => "animation " + id));`;

const ask = (page: Page, what: string): Promise<readonly string[]> => page.evaluate(`(() => {${what}})()`);
const failed = (check: Promise<void>): Promise<readonly string[]> =>
  check.then(
    () => [],
    (error: Error) => [error.message],
  );

describe("every screen of the studio", () => {
  for (const colorScheme of ["light", "dark"] as const)
    test(`fits at 200 % and at 380 pixels, cuts nothing off, does not move, and axe finds nothing (${colorScheme})`, async (context) => {
      const { memory, beside } = await studios(context);
      const found: string[] = [];
      for (const [address, screens] of [
        [memory, states],
        [beside, doctor],
      ] as const) {
        const visited = await visit(context, address, { colorScheme, viewport: { width: 640, height: 400 }, reducedMotion: "reduce" });
        if (visited === undefined) return;
        const { page, complaints } = visited;
        for (const [name, open] of Object.entries(screens)) {
          await open(page);
          for (const [width, height] of [
            [640, 400],
            [380, 700],
          ] as const) {
            await page.setViewportSize({ width, height });
            const problems = [
              await ask(page, sideways),
              await ask(page, moving),
              await failed(assertFits(page)),
              await failed(assertAccessible(page)),
            ];
            found.push(...problems.flat().map((problem) => `${name}, ${width}: ${problem}`));
          }
          await page.setViewportSize({ width: 640, height: 400 });
        }
        assert.deepEqual(complaints, []);
      }
      assert.deepEqual(found, []);
    });
});
