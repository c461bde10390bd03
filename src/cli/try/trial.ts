import type {
  PerformedCall,
  PublishedMessage,
  StartedWorkflow,
  TestApp,
  TestAppOptions,
  TestDeadLetter,
  TestSettlement,
} from "boost-gen/testing";
import type { ContractDefinition } from "boost-gen/tools";
import type { Record } from "../record.ts";
import { type Failure, trialHandlers } from "./trial-handlers.ts";

/** What became of one message. */
export interface Attempted {
  readonly settlement: TestSettlement;
  /** Calls to Temporal, the last of equal ones. */
  readonly calls: readonly PerformedCall[];
  readonly published: readonly PublishedMessage[];
  readonly deadLetter: TestDeadLetter | undefined;
  readonly failure: Failure | undefined;
  readonly said: readonly Said[];
}

export interface Said {
  readonly level: "info" | "warn" | "error";
  readonly text: string;
}

export interface Trial {
  /** `onOrder.orderReturned` for which a stub stands in. */
  readonly missing: readonly string[];
  /** One message of `contract.incoming`, as somebody else would send it; nothing of it is checked before. */
  send(member: string, payload: unknown, options: Sending): Promise<Attempted>;
  /** The workflow of that id that a message started here. */
  started(workflowId: string): StartedWorkflow | undefined;
  /** What the broker in memory keeps. */
  readonly store: TestApp<never>["store"];
  /** Resolves when everything that lies there is settled, an hour of virtual time later at most. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface Sending {
  readonly key?: string;
  readonly headers?: { readonly [name: string]: string | number | boolean };
  readonly parameters?: { readonly [name: string]: string };
}

export interface TrialOptions {
  readonly contract: ContractDefinition;
  readonly app: string;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly dataConverter?: TestAppOptions["dataConverter"];
  /** The project's. */
  readonly handlers: Record | undefined;
  /** Told of each delivery that is done with. */
  readonly observe?: NonNullable<TestAppOptions["observe"]>;
  /** As `createTestApp` takes it. */
  readonly startTime?: number;
}

type Sends = { readonly [member: string]: (payload: unknown, options: object) => Promise<TestSettlement> };

/** The application of a document in this process: brokers in memory, and Temporal only where the environment names one. @throws ConfigurationError */
export async function startTrial({
  contract,
  app,
  environment,
  dataConverter,
  handlers: own,
  observe,
  startTime,
}: TrialOptions): Promise<Trial> {
  const [{ createTestApp }, { kindOf }] = await Promise.all([import("boost-gen/testing"), import("boost-gen/tools")]);
  const waits = (error: unknown): boolean =>
    kindOf(error) === "infrastructure" || (error instanceof Error && error.name === "HandlerNotWritten");
  const { handlers, missing, takeFailure } = trialHandlers(contract, own, waits);
  const said: Said[] = [];
  // Lines about a message that a handler wrote; what the runtime says of it is printed anyway.
  const listen = (level: Said["level"]) => (fields: object, text: string) => {
    if ("received" in fields) said.push({ level, text });
  };
  const running: TestApp<object & { handlers: object; publish: object; workflows: object; incoming: object }> = await createTestApp(
    contract,
    handlers,
    {
      name: app,
      environment: forTrial(environment),
      ...(dataConverter === undefined ? {} : { dataConverter }),
      ...(observe === undefined ? {} : { observe }),
      ...(startTime === undefined ? {} : { startTime }),
      temporal: (environment["TEMPORAL_ADDRESS"] ?? environment["TEMPORAL_TARGET_HOST"]) ? "server" : "recorded",
      logger: { debug: () => {}, info: listen("info"), warn: listen("warn"), error: listen("error") },
    },
  );
  const { workflows, published, deadLetters } = running;
  const sends = running.publish as Sends;
  return {
    missing,
    send: async (member, payload, options) => {
      const from = { calls: workflows.performed.length, published: published.length, letters: deadLetters.length };
      takeFailure();
      said.length = 0;
      const settlement = await required(sends[member])(payload, options);
      return {
        settlement,
        calls: lastOfEqual(workflows.performed.slice(from.calls)),
        published: published.slice(from.published),
        deadLetter: deadLetters[from.letters],
        failure: takeFailure(),
        said: [...said],
      };
    },
    started: (workflowId) => workflows.started.find((one) => one.workflowId === workflowId),
    store: running.store,
    settled: async () => {
      for (let minute = 0; running.store.unsettled > 0 && minute < 60; minute += 1) await running.clock.advance(60_000);
    },
    stop: () => running.stop(),
  };
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a message that the contract does not receive");
  return value;
}

/** A run that is repeated makes the same calls again. */
function lastOfEqual(calls: readonly PerformedCall[]): readonly PerformedCall[] {
  const last = new Map<string, PerformedCall>();
  for (const performed of calls) {
    const { kind, workflowId, nth, signal, update } = performed.call;
    last.set(JSON.stringify([kind, workflowId, nth, signal?.name, update?.name]), performed);
  }
  return [...last.values()];
}

/** Which servers the environment names does not matter here: all of them are in memory. */
export function forTrial(environment: TrialOptions["environment"]): TrialOptions["environment"] {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith("BOOST_") || name.startsWith("BOOST_PARAMETER_") || name === "BOOST_SERVER",
    ),
  );
}
