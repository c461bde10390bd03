import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findExecutable, installPackages } from "../services/install.ts";

/** Milliseconds that a page may take to become what a test waits for, on a machine that does ten other things. */
const patience = 60_000;

const quiet = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
];

/** Milliseconds that nobody looks at it. A hook of the file will not do: it runs as soon as one suite has ended before the next one is there. */
const idle = 1_000;

let browser: Promise<Browser> | undefined;
let lookers = 0;

/** Debian's Chromium, one for each test file. @throws Error where it cannot be had */
async function theBrowser(): Promise<Browser> {
  if ((await findExecutable("chromium")) === undefined) await installPackages("chromium");
  const executablePath = await findExecutable("chromium");
  if (executablePath === undefined) throw new Error("the package chromium brought no chromium");
  return chromium.launch({ executablePath, args: quiet, timeout: patience });
}

/** A browser that is kept open keeps the file from ending. */
function leave(): void {
  lookers -= 1;
  setTimeout(() => {
    if (lookers > 0) return;
    const last = browser;
    browser = undefined;
    void last?.then((running) => running.close()).catch(() => undefined);
  }, idle);
}

export interface Visit {
  readonly page: Page;
  /** What the page complained of, and what it asked of any other host. */
  readonly complaints: readonly string[];
}

/** A new tab of a person whom nobody knows yet; `undefined`, with the test skipped, where there is no Chromium and `CI` is not set. */
export async function visit(context: TestContext, address: string, options: BrowserContextOptions = {}): Promise<Visit | undefined> {
  lookers += 1;
  context.after(leave);
  browser ??= theBrowser();
  let running: Browser;
  try {
    running = await browser;
  } catch (error) {
    if (process.env["CI"]) throw error;
    context.skip(`no Chromium: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const own = await running.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.after(() => own.close());
  own.setDefaultTimeout(patience);
  const complaints: string[] = [];
  const page = await own.newPage();
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A refused answer is the page's to tell, and it does.
    if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== "data:" && host !== new URL(address).host) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  return { page, complaints };
}

/** Everything that axe knows, on the page as it stands. */
export async function assertAccessible(page: Page): Promise<void> {
  // By the protocol and not as a script element, which the page's policy refuses.
  const violations = await page.evaluate(`(async () => {
    ${axe.source}
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" | "));
  })()`);
  assert.deepEqual(violations, []);
}

/** Nothing makes the page wider than the window. */
export async function assertFits(page: Page): Promise<void> {
  const [content, window] = (await page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")) as [
    number,
    number,
  ];
  assert.ok(content <= window, `${content} pixels of content in ${window}`);
}
