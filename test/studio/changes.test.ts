import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { workspace } from "../compiler/output/workspace.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { headersWith, history, ordersWith } from "./changing-document.ts";
import { opened } from "./opened.ts";

const note = (type: string): string => `        note: { type: ${type} }\n`;
const grown =
  '        gift: { type: boolean }\n        "<img src=x onerror=alert(1)>\u202e": { type: string }\n        note: { type: integer }\n';
const hostile = `<b onclick="alert(1)">bold</b> \u202eesrever ${"long ".repeat(200)}`;
const words = ["studio", "specs/orders.yaml", "--allow-ref", "common"];

describe("what changed since a revision, in the studio", () => {
  for (const colorScheme of ["light", "dark"] as const)
    test(`a person sees what is not committed, filters, searches, picks a commit (${colorScheme})`, async (context) => {
      const space = history(context);
      space.commit("The first", note("string"), headersWith("string"));
      space.commit(hostile, note("boolean"));
      space.write("specs/orders.yaml", ordersWith(grown));
      const { address } = await opened(context, space.folder, words);
      const visited = await visit(context, address, { colorScheme });
      if (visited === undefined) return;
      const { page, complaints } = visited;
      await page.getByRole("link", { name: "Changes" }).click();
      await page.getByText("What is not committed yet.").waitFor();
      const about = page.getByRole("region", { name: "message Created" });
      await about.getByText("/note: it was boolean, is integer").waitFor();
      await about.getByText("specs/orders.yaml:27:9 was specs/orders.yaml:25:9").waitFor();
      await about.getByText("A value has another type.").waitFor();
      await about.getByText("So that nobody breaks").click();
      await about.getByText("Both sides would have to change at once.").waitFor();
      await about.getByText("`<img src=x onerror=alert(1)>\\u202E` is new and optional").waitFor();
      await page.getByText('<b onclick="alert(1)">bold</b> \\u202eesrever').waitFor();
      await assertAccessible(page);

      const kinds = page.getByRole("list", { name: "Kinds of changes" });
      assert.deepEqual(await kinds.getByRole("link").allTextContents(), [
        ...["all 3", "breaking 1", "for consumers 1", "for producers 1", "compatible 2", "cosmetic 0"],
      ]);
      await kinds.getByRole("link", { name: "compatible 2" }).click();
      await page.getByText("1 breaking, 2 compatible; 2 of 3 shown").waitFor();
      await page.getByRole("searchbox").fill("GIFT optional");
      await page.getByText("1 of 3 shown").waitFor();
      await page.waitForURL(/kind=compatible&q=GIFT/);
      await page.reload();
      await page.getByText("1 of 3 shown").waitFor();
      await page.getByRole("searchbox").fill("nothing like it");
      await page.getByText("No change of this kind has all of these words.").waitFor();
      await page.getByRole("searchbox").fill("");
      await kinds.getByRole("link", { name: "all 3" }).click();

      await page.getByRole("list", { name: "Commits" }).getByRole("link", { name: "The first" }).click();
      await about.getByText("/note: it was string, is integer").waitFor();
      space.write("specs/orders.yaml", ordersWith(note("string")));
      await page.getByRole("button", { name: "Compare again" }).click();
      await page.getByText("No difference that matters to who sends or receives.").waitFor();
      await page.setViewportSize({ width: 380, height: 700 });
      await assertFits(page);
      await assertAccessible(page);
      assert.deepEqual(complaints, []);
    });

  test("a name is typed with the keyboard alone; what cannot be compared is said, and the next name works", async (context) => {
    const space = history(context);
    space.commit("broken", note("sting"), headersWith("string"));
    space.commit("The first", note("string"));
    space.commit("The second", note("integer"));
    const { address } = await opened(context, space.folder, words);
    const visited = await visit(context, address, { viewport: { width: 380, height: 700 }, reducedMotion: "reduce" });
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Changes" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("This is what the last commit that touched it changed.").waitFor();
    await page.getByText("/note: it was string, is integer").waitFor();
    const compare = async (name: string): Promise<void> => {
      const focused = (): Promise<unknown> => page.evaluate("document.activeElement.labels?.[0]?.textContent");
      for (let turn = 0; turn < 60 && (await focused()) !== "Since the revision"; turn += 1) await page.keyboard.press("Tab");
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
    };
    await compare("<i>nowhere</i>");
    await page.getByText("git knows no revision `<i>nowhere</i>`").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.reload();
    await compare("--output=x");
    await page.getByText("`--output=x` is not a revision.").waitFor();
    await page.reload();
    await compare("HEAD~2");
    await page.getByText("as `HEAD~2` has it, has errors.").waitFor();
    await page.getByText("specs/orders.yaml:25:23").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.reload();
    await compare("main");
    await page.getByText("No difference that matters").waitFor();
    assert.deepEqual(complaints, []);
  });

  test("hundreds of changes are counted, and shown when asked for", async (context) => {
    const space = history(context);
    space.commit("The first", note("string"), headersWith("string"));
    const many = Array.from({ length: 700 }, (_, index) => `        field${index}: { type: string }\n`).join("");
    space.write("specs/orders.yaml", ordersWith(note("integer") + many));
    const { address } = await opened(context, space.folder, words);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "Changes" }).click();
    await page.getByText("1 breaking, 700 compatible").waitFor();
    await page.getByRole("heading", { name: "message Created 701" }).waitFor();
    assert.equal(await page.locator(".subject li").count(), 300);
    await page.getByRole("button", { name: "Show all 701 changes" }).click();
    await page.locator(".subject li").nth(700).waitFor();
  });

  test("without a repository there is a sentence, and in memory the screen is there too", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.yaml", ordersWith("").replace(/ +headers: .*\n/, ""));
    const { address } = await opened(context, space.folder, ["try", "asyncapi.yaml", "--studio"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Changes" }).click();
    await page.getByText("`asyncapi.yaml` is in no git repository that can be asked: not a git repository").waitFor();
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  });
});
