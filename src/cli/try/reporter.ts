import type { ContractDefinition, WorkflowRuleDefinition } from "boost-gen/tools";
import type { Contract } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import type { Record } from "../record.ts";
import type { Terminal } from "../terminal.ts";
import { attemptRows, type RuleFacts, sentenceOf, valueText } from "./attempt-rows.ts";
import { printRows, type Row } from "./rows.ts";
import { ruleFacts } from "./rule-facts.ts";
import type { Specimen, Tried } from "./specimens.ts";
import { type Attempted, startTrial, type Trial, type TrialOptions } from "./trial.ts";

export interface ReporterOptions {
  readonly contract: ContractDefinition;
  readonly model: Contract;
  readonly locate: Locate;
  readonly terminal: Terminal;
  /** The project's; absent: stubs. */
  readonly handlers: Record | undefined;
  readonly app: string;
  /** The document names no broker that we speak to. */
  readonly standsIn: boolean;
  /** What the environment would have to say. */
  readonly parameters: Terminal["env"];
  /** The environment for the runtime, and the data converter that was named. */
  readonly converter: Pick<TrialOptions, "environment" | "dataConverter">;
}

export interface Report {
  /** Messages that were tried. */
  readonly tried: number;
  /** Those that did not end well: invalid, dead letters, what ends the process. */
  readonly failed: number;
}

/** Sends messages and prints what became of each. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #rules: ReadonlyMap<WorkflowRuleDefinition, RuleFacts>;
  #trial: Promise<Trial> | undefined;
  #tried = 0;
  #failed = 0;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#rules = ruleFacts(options);
  }

  get report(): Report {
    return { tried: this.#tried, failed: this.#failed };
  }

  /** Who handles, and where. @throws ConfigurationError of the application */
  async opening(handlersFolder: string | undefined): Promise<string> {
    const { contract, model, terminal, standsIn, converter } = this.#options;
    const { env, paint } = terminal;
    const { title, version, operations } = contract;
    const temporal = env["TEMPORAL_ADDRESS"] ?? env["TEMPORAL_TARGET_HOST"];
    const heading = `${paint("bold", `${title} ${version}`)}\n`;
    if (operations.every(({ action }) => action === "send"))
      return `${heading}${printRows([{ word: "handlers", colour: "grey", text: `${model.withoutHandlers === true ? "none wanted" : "none, because nothing is received"}; what is sent is checked, and stays here` }], terminal)}`;
    const { missing } = await this.#running();
    const rows: Row[] = [
      {
        word: "handlers",
        colour: "grey",
        text: handlersFolder === undefined ? "stubs, which do what the document says" : `yours, in ${handlersFolder}`,
      },
      {
        word: "brokers",
        colour: "grey",
        text: standsIn ? "in memory; the document names no Kafka, RabbitMQ or Redis server for some channels" : "in memory",
      },
      { word: "workflows", colour: "grey", text: temporal === undefined ? "recorded, none runs" : `started on ${temporal}` },
    ];
    if (temporal !== undefined && converter.dataConverter !== undefined)
      rows.push({ word: "payloads", colour: "grey", text: "as your data converter writes them" });
    if (missing.length > 0)
      rows.push({
        word: "missing",
        colour: "yellow",
        text: `${missing.join(", ")}: a stub stands in; npx boost-gen adds what the document has gained`,
      });
    return `${heading}${printRows(rows, terminal)}`;
  }

  closing(): string {
    const { paint } = this.#options.terminal;
    if (this.#tried === 0) return "\nNo message was tried.\n";
    const well = this.#tried - this.#failed;
    const count = `${this.#tried} ${this.#tried === 1 ? "message" : "messages"} tried`;
    return `\n${this.#failed === 0 ? `${count}, all went well.` : `${count}, ${well} went well, ${paint("red", `${this.#failed} did not`)}.`}\n`;
  }

  async receive(tried: Tried): Promise<void> {
    if (tried.specimens.length === 0) return this.#nothingToTry(tried);
    for (const specimen of tried.specimens) await this.receiveOne(tried, specimen);
  }

  async receiveOne({ operation, message, member }: Tried, specimen: Specimen): Promise<void> {
    const { terminal, contract } = this.#options;
    const attempted = await this.#attempt(member, specimen);
    if ("unsent" in attempted) {
      this.#count(true);
      const rows: readonly Row[] = [
        { word: "not sent", colour: "red", text: attempted.unsent },
        { word: "payload", colour: "grey", text: valueText(specimen.payload), cut: true },
      ];
      return this.#print(`${message.name}, ${specimen.title}`, specimen.place, rows);
    }
    const { settlement, failure } = attempted;
    const own = contract.operations.find(({ key }) => key === operation.key);
    const rules = Object.entries(own?.messages ?? {}).find(([key]) => operation.channel.messages[key] === message)?.[1].rules ?? [];
    const address = settlement.position.slice(0, settlement.position.lastIndexOf("/"));
    const isStub = failure?.error instanceof Error && failure.error.name === "HandlerNotWritten";
    const isIll = settlement.outcome === "dead-lettered" || settlement.outcome === "fatal";
    this.#count(failure?.waits === true ? !isStub : isIll);
    const rows = attemptRows(attempted, {
      payload: specimen.payload,
      operation,
      rules,
      ruleFacts: (rule) => this.#rules.get(rule),
      cwd: terminal.cwd,
    });
    this.#print(`${message.name}, ${specimen.title}`, [address, specimen.place].filter((text) => text !== "").join("  "), rows);
    if (settlement.outcome === "fatal") await this.stop();
  }

  /** What the application publishes: checked, not sent. */
  async send(tried: Tried): Promise<void> {
    if (tried.specimens.length === 0) return this.#nothingToTry(tried);
    const { contract, app, terminal } = this.#options;
    const { publishOne } = await import("boost-gen/tools");
    const { operation, message } = tried;
    for (const { title, place, payload, sending } of tried.specimens) {
      const rows: Row[] = [];
      try {
        const target = { operation, message };
        const { address, key } = await publishOne({
          contract,
          app,
          environment: terminal.env,
          target,
          payload,
          publish: sending,
          dryRun: true,
        });
        rows.push({ word: "valid", colour: "green", text: valueText(payload), cut: true });
        rows.push({
          word: "sends",
          colour: "blue",
          text: `to ${JSON.stringify(address)}${key === undefined ? "" : `, key ${JSON.stringify(key)}`}`,
        });
        this.#count(false);
      } catch (error) {
        if (!(error instanceof Error) || (error.name !== "InvalidMessage" && error.name !== "ConfigurationError")) throw error;
        rows.push({ word: "invalid", colour: "red", text: sentenceOf(error) });
        rows.push({ word: "payload", colour: "grey", text: valueText(payload), cut: true });
        this.#count(true);
      }
      this.#print(`${message.name}, ${title}`, place, rows);
    }
  }

  /** Of the application that runs now; another message starts it anew. */
  async stop(): Promise<void> {
    const trial = this.#trial;
    this.#trial = undefined;
    await (await trial?.catch(() => undefined))?.stop().catch(() => undefined);
  }

  /** A key that the payload does not yield is a producer's trouble; the message comes all the same, under one of ours. */
  async #attempt(member: string, { payload, sending }: Specimen): Promise<Attempted | { readonly unsent: string }> {
    const trial = await this.#running();
    let error: unknown;
    for (const options of [sending, { ...sending, key: "try" }]) {
      try {
        return await trial.send(member, payload, options);
      } catch (thrown) {
        if (!(thrown instanceof Error) || thrown.name !== "InvalidMessage") throw thrown;
        error = thrown;
      }
    }
    return { unsent: sentenceOf(error) };
  }

  #running(): Promise<Trial> {
    const { contract, app, handlers, parameters, converter } = this.#options;
    const environment = { ...parameters, ...converter.environment };
    this.#trial ??= startTrial({ contract, app, ...converter, environment, handlers });
    return this.#trial;
  }

  #count(failed: boolean): void {
    this.#tried += 1;
    if (failed) this.#failed += 1;
  }

  #nothingToTry({ message, place }: Tried): void {
    const text =
      "it has no example, and no value is found that fits it and no other message of its channel; write one under `examples`, and it is tried";
    this.#print(message.name, place, [{ word: "not tried", colour: "yellow", text }]);
  }

  #print(title: string, place: string, rows: readonly Row[]): void {
    const { terminal } = this.#options;
    terminal.out(`\n${terminal.paint("bold", title)}  ${terminal.paint("grey", place)}\n${printRows(rows, terminal)}`);
  }
}
