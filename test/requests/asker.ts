import type { TestContext } from "node:test";
import { BoostApp, type Logger } from "boost-gen/runtime";
import { patience, withTimeout } from "../services/wait.ts";
import { compiled } from "../truth/compiled.ts";
import { type Conversation, documentOf } from "./documents.ts";

export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export type Ask = (payload: object, options?: object) => Promise<unknown>;

export interface Asker {
  readonly app: BoostApp;
  readonly ask: Ask;
}

/** One more process that asks. */
export async function asker(
  context: Pick<TestContext, "after">,
  conversation: Conversation,
  environment: Readonly<Record<string, string>>,
  name = "asker",
): Promise<Asker> {
  const app = new BoostApp(name, { environment, logger: silent });
  context.after(() => app.stop());
  return { app, ask: await asking(app, conversation) };
}

/** What an application asks with. */
export async function asking(app: BoostApp, conversation: Conversation): Promise<Ask> {
  const { contract } = await compiled(documentOf("asks", conversation));
  const [ask] = Object.values(app.requesters(contract) as { readonly [member: string]: Ask });
  if (ask === undefined) throw new Error("the document has nothing to ask");
  return ask;
}

export type Answering = (sku: string, headers: { readonly replyTo?: unknown }) => unknown;

/** Tells the price that the name of the ware says. */
export async function answerer(
  context: Pick<TestContext, "after">,
  conversation: Conversation,
  environment: Readonly<Record<string, string>>,
  answer?: Answering,
): Promise<void> {
  const app = new BoostApp("answerer", { environment, logger: silent });
  context.after(() => app.stop());
  await answering(app, conversation, answer);
}

/** Starts an application that answers. */
export async function answering(
  app: BoostApp,
  conversation: Conversation,
  answer: Answering = (sku) => ({ price: Number(sku) }),
): Promise<void> {
  const { contract } = await compiled(documentOf("answers", conversation));
  const tell = async (
    { sku }: { readonly sku: string },
    { headers }: { readonly headers: { readonly replyTo?: unknown } },
  ): Promise<unknown> => await answer(sku, headers);
  app.addSubscribers("prices", contract, { onPriceAsked: { [Object.keys(contract.incoming)[0] ?? ""]: tell } }, { concurrency: 200 });
  await withTimeout(app.start(), patience, "starting who answers");
}
