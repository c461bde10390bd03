import type { PublisherOptions, PublishersEntry } from "../runtime/app/registered.ts";
import type { RunningApp } from "../runtime/app/running-app.ts";
import type { ContractDefinition, ContractTypes, RequestsOf } from "../runtime/ground/contract.ts";
import { requestMembers } from "../runtime/request/requests.ts";

type Calls = { readonly [member: string]: (...call: unknown[]) => Promise<unknown> };

/** What code outside of handlers calls, as a test gives it. */
interface Outside {
  publishers<Types extends ContractTypes>(contract: ContractDefinition<Types>, options?: PublisherOptions): Types["publish"];
  requesters<Types extends ContractTypes>(contract: ContractDefinition<Types>, options?: PublisherOptions): RequestsOf<Types>;
}

export interface OutsideOptions {
  readonly running: Pick<RunningApp, "publishers" | "requesters">;
  /** The contract as a test sees it. */
  readonly placed: (contract: ContractDefinition, options: PublisherOptions) => ContractDefinition;
  /** Lets time pass until a reply is there, or nobody waits for it any more. */
  readonly awaited: <Reply>(reply: Promise<Reply>) => Promise<Reply>;
}

export function outside({ running, placed, awaited }: OutsideOptions): Outside & { requestersOf(entry: PublishersEntry): Calls } {
  const entryOf = (contract: ContractDefinition, options: PublisherOptions): PublishersEntry => ({
    contract: placed(contract, options),
    options,
  });
  const requestersOf = (entry: PublishersEntry): Calls => {
    const calls = running.requesters(entry) as Calls;
    return Object.fromEntries(
      requestMembers(entry.contract).map(([member]) => [
        member,
        async (...given: unknown[]) => await awaited(Promise.resolve(calls[member]?.(...given))),
      ]),
    );
  };
  return {
    publishers: (contract, options = {}) => running.publishers(entryOf(contract, options)),
    requesters: <Types extends ContractTypes>(contract: ContractDefinition<Types>, options: PublisherOptions = {}) =>
      requestersOf(entryOf(contract, options)) as RequestsOf<Types>,
    requestersOf,
  };
}
