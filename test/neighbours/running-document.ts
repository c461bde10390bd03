import type { TestContext } from "node:test";
import { BoostApp } from "boost-gen/runtime";
import { waitFor } from "../services/index.ts";
import { patience, withTimeout } from "../services/wait.ts";
import { compiled } from "../truth/compiled.ts";

export interface Received {
  readonly member: string;
  readonly payload: unknown;
  readonly key: string | undefined;
  readonly keyBytes: Uint8Array | undefined;
}

export interface RunningDocument {
  readonly received: readonly Received[];
  /** By member. */
  readonly publish: { readonly [member: string]: (payload: unknown, options?: object) => Promise<unknown> };
  /** Resolves to what was received, in order of the payloads, once there are as many: which of two keys is handled first is nobody's promise. */
  until(count: number): Promise<readonly Received[]>;
}

/** A document at work, with one handler for everything that it receives. */
export async function runDocument(
  context: TestContext,
  text: string,
  {
    environment,
    handle = () => undefined,
  }: { readonly environment: Readonly<Record<string, string>>; readonly handle?: (one: Received) => unknown },
): Promise<RunningDocument> {
  const { contract } = await compiled(text);
  const received: Received[] = [];
  const members = (names: readonly string[]): object =>
    Object.fromEntries(
      names.map((member) => [
        member,
        async (payload: unknown, { delivery }: { readonly delivery: Pick<Received, "key" | "keyBytes"> }) => {
          const one = { member, payload, key: delivery.key, keyBytes: delivery.keyBytes };
          received.push(one);
          return await handle(one);
        },
      ]),
    );
  const receiving = contract.operations.filter(({ action }) => action === "receive");
  const handlers = Object.fromEntries(receiving.map(({ name, messages }) => [name, members(Object.keys(messages))]));
  const app = new BoostApp("neighbours", { environment, logger: silent });
  if (receiving.length > 0) app.addSubscribers("subscriber", contract, handlers);
  context.after(() => app.stop());
  const publish = app.publishers(contract) as RunningDocument["publish"];
  if (receiving.length > 0) await withTimeout(app.start(), patience, "starting what the document receives");
  return {
    received,
    publish,
    until: async (count) => {
      await waitFor(async () => {
        if (received.length < count) throw new Error(`${received.length} of ${count} received: ${JSON.stringify(received)}`);
      });
      return received.toSorted((a, b) => (JSON.stringify(a.payload) < JSON.stringify(b.payload) ? -1 : 1));
    },
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
