import type { ContractDefinition, WorkflowRuleDefinition } from "boost-gen/tools";
import type { Contract } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import type { Record } from "../record.ts";
import type { Terminal } from "../terminal.ts";
import { attemptJson, plain, type TriedJson } from "./attempt-json.ts";
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
  /** One JSON object a line, in place of everything else. */
  readonly json: boolean;
}

export interface Report {
  /** Messages that were tried. */
  readonly tried: number;
  /** Those that did not end well: invalid, dead letters, what ends the process. */
  readonly failed: number;
}

interface Printed {
  readonly specimen?: Specimen;
  readonly rows: readonly Row[];
  /** Where it came in. */
  readonly address?: string;
  readonly json: Pick<TriedJson, "ok" | "outcome"> & Partial<TriedJson>;
}

/** `unhandled`: it met a stub that does nothing. */
type Verdict = "well" | "unhandled" | "failed";

/** Sends messages and prints what became of each. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #rules: ReadonlyMap<WorkflowRuleDefinition, RuleFacts>;
  #trial: Promise<Trial> | undefined;
  readonly #counts: { [verdict in Verdict]: number } = { well: 0, unhandled: 0, failed: 0 };

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#rules = ruleFacts(options);
  }

  get report(): Report {
    const { well, unhandled, failed } = this.#counts;
    return { tried: well + unhandled + failed, failed };
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
    const { tried } = this.report;
    const { well, unhandled, failed } = this.#counts;
    if (tried === 0) return "\nNo message was tried.\n";
    const parts = [
      ...(well === tried ? ["all went well"] : well > 0 ? [`${well} went well`] : []),
      ...(unhandled > 0 ? [paint("yellow", `${unhandled} met a stub that does nothing yet`)] : []),
      ...(failed > 0 ? [paint("red", `${failed} failed`)] : []),
    ];
    return `\n${tried} ${tried === 1 ? "message" : "messages"} tried, ${parts.join(", ")}.\n`;
  }

  async receive(tried: Tried): Promise<void> {
    if (tried.specimens.length === 0) return this.#nothingToTry(tried);
    for (const specimen of tried.specimens) await this.receiveOne(tried, specimen);
  }

  async receiveOne(tried: Tried, specimen: Specimen): Promise<void> {
    const { operation, message, member } = tried;
    const { terminal, contract } = this.#options;
    const attempted = await this.#attempt(member, specimen);
    if ("unsent" in attempted) {
      this.#counts.failed += 1;
      const rows: readonly Row[] = [
        { word: "not sent", colour: "red", text: attempted.unsent },
        { word: "payload", colour: "grey", text: valueText(specimen.payload), cut: true },
      ];
      return this.#print(tried, { specimen, rows, json: { ok: false, outcome: "not-sent", error: attempted.unsent } });
    }
    const { settlement, failure } = attempted;
    const own = contract.operations.find(({ key }) => key === operation.key);
    const rules = Object.entries(own?.messages ?? {}).find(([key]) => operation.channel.messages[key] === message)?.[1].rules ?? [];
    const address = settlement.position.slice(0, settlement.position.lastIndexOf("/"));
    const isStub = failure?.error instanceof Error && failure.error.name === "HandlerNotWritten";
    const isIll = settlement.outcome === "dead-lettered" || settlement.outcome === "fatal";
    const isFailed = failure?.waits === true ? !isStub : isIll;
    this.#counts[isFailed ? "failed" : isStub ? "unhandled" : "well"] += 1;
    const rows = attemptRows(attempted, {
      payload: specimen.payload,
      operation,
      rules,
      ruleFacts: (rule) => this.#rules.get(rule),
      cwd: terminal.cwd,
    });
    const json = attemptJson(attempted, !isFailed, (rule) => this.#rules.get(rule)?.place);
    this.#print(tried, { specimen, rows, address, json });
    if (settlement.outcome === "fatal") await this.stop();
  }

  /** What the application publishes: checked, not sent. */
  async send(tried: Tried): Promise<void> {
    if (tried.specimens.length === 0) return this.#nothingToTry(tried);
    const { contract, app, terminal } = this.#options;
    const { publishOne } = await import("boost-gen/tools");
    const { operation, message } = tried;
    for (const specimen of tried.specimens) {
      const { payload, sending } = specimen;
      const rows: Row[] = [];
      let json: Printed["json"];
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
        json = { ok: true, outcome: "valid", address, ...(key === undefined ? {} : { key }) };
        this.#counts.well += 1;
      } catch (error) {
        if (!(error instanceof Error) || (error.name !== "InvalidMessage" && error.name !== "ConfigurationError")) throw error;
        rows.push({ word: "invalid", colour: "red", text: sentenceOf(error) });
        rows.push({ word: "payload", colour: "grey", text: valueText(payload), cut: true });
        json = { ok: false, outcome: "invalid", error: sentenceOf(error) };
        this.#counts.failed += 1;
      }
      this.#print(tried, { specimen, rows, json });
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

  #nothingToTry(tried: Tried): void {
    const text =
      "it has no example, and no value is found that fits it and no other message of its channel; write one under `examples`, and it is tried";
    const rows: readonly Row[] = [{ word: "not tried", colour: "yellow", text }];
    this.#print(tried, { rows, json: { ok: true, outcome: "not-tried", error: text } });
  }

  #print({ operation, message, place }: Tried, { specimen, rows, address, json }: Printed): void {
    const { terminal, json: isJson } = this.#options;
    const where = specimen?.place ?? place;
    if (isJson) {
      const { key, action } = operation;
      const about = { version: 1, action, operation: key, message: message.name, place: where } as const;
      const sent = specimen === undefined ? {} : { specimen: specimen.title, payload: plain(specimen.payload) };
      const line: TriedJson = { ...about, ...sent, ...(address === undefined ? {} : { address }), ...json };
      terminal.out(`${JSON.stringify(line)}\n`);
      return;
    }
    const title = specimen === undefined ? message.name : `${message.name}, ${specimen.title}`;
    const places = [address ?? "", where].filter((text) => text !== "").join("  ");
    terminal.out(`\n${terminal.paint("bold", title)}  ${terminal.paint("grey", places)}\n${printRows(rows, terminal)}`);
  }
}
