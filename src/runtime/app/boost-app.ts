import type { SubscriberOptions } from "../config/subscriber-options.ts";
import { realPlatform } from "../connections/platform.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { ContractDefinition, ContractTypes, RequestsOf } from "../ground/contract.ts";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import { standardLogger } from "../ground/log.ts";
import { requestMembers } from "../request/requests.ts";
import type { WorkerDefinition } from "../workflows/worker-host.ts";
import { parseCommand } from "./command.ts";
import { endsInTime } from "./process-end.ts";
import type { AppOptions, ExecContext, PublisherOptions, PublishersEntry, SubscribersEntry } from "./registered.ts";
import { type RunningApp, startApp } from "./running-app.ts";
import { sharedProcess } from "./shared-process.ts";

/** One process: message consumers, Temporal workers and scripts, with one configuration, one health port and one ordered shutdown. */
export class BoostApp {
  /** As it was given: default groups, queues and client ids begin with it. */
  readonly name: string;
  readonly #options: AppOptions;
  readonly #subscribers = new Map<string, SubscribersEntry>();
  readonly #workers = new Map<string, WorkerDefinition>();
  readonly #execs = new Map<string, (context: ExecContext) => unknown>();
  readonly #publishers: PublishersEntry[] = [];
  #running: Promise<RunningApp> | undefined;
  #leaveProcess: (() => void) | undefined;

  constructor(name: string, options: AppOptions = {}) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
      throw new ConfigurationError(
        `the application's name is "${name}"; it becomes part of group and queue names, so it has letters, digits, ".", "_" and "-" only`,
      );
    this.name = name;
    this.#options = options;
  }

  /** Consumes what the contract receives. @throws ConfigurationError when the name is taken. */
  addSubscribers<Types extends ContractTypes>(
    name: string,
    contract: ContractDefinition<Types>,
    handlers: Types["handlers"],
    options: SubscriberOptions = {},
  ): this {
    this.#claim(name);
    this.#subscribers.set(name, { contract, handlers, options });
    return this;
  }

  /** Hosts a Temporal worker. @throws ConfigurationError when the name is taken. */
  addWorker(name: string, definition: WorkerDefinition): this {
    this.#claim(name);
    this.#workers.set(name, definition);
    return this;
  }

  /** A script of this application, run by `exec <name>` only. @throws ConfigurationError when the name is taken. */
  addExec(name: string, call: (context: ExecContext) => unknown): this {
    this.#claim(name);
    this.#execs.set(name, call);
    return this;
  }

  /**
   * Typed publishers for code outside of handlers. They connect when first used, once the application runs; one that has nothing to run,
   * neither subscriber nor worker, begins with the first message.
   */
  publishers<Types extends ContractTypes>(contract: ContractDefinition<Types>, options: PublisherOptions = {}): Types["publish"] {
    return this.#outside(contract, options, {
      members: Object.keys(contract.publishers),
      done: "published",
      instead: "publish",
      of: (running, entry) => running.publishers(entry),
    }) as Types["publish"];
  }

  /** Typed requests for code outside of handlers: each resolves with the reply. They begin as publishers do; a shutdown rejects those that wait. */
  requesters<Types extends ContractTypes>(contract: ContractDefinition<Types>, options: PublisherOptions = {}): RequestsOf<Types> {
    return this.#outside(contract, options, {
      members: requestMembers(contract).map(([member]) => member),
      done: "asked",
      instead: "ask",
      of: (running, entry) => running.requesters(entry),
    }) as RequestsOf<Types>;
  }

  /**
   * Starts what is named, default everything; what runs already goes on, so that more can be started later. For embedding and tests: `run`
   * is the way for a process. When something named does not come up, everything is stopped again.
   * @throws ConfigurationError with every mistake that can be seen before a connection is made. Of a later call it changes nothing.
   */
  async start(names: readonly string[] = [...this.#subscribers.keys(), ...this.#workers.keys()]): Promise<void> {
    const unknown = names.find((name) => !this.#subscribers.has(name) && !this.#workers.has(name));
    if (unknown !== undefined) throw new ConfigurationError(`there is no subscriber or worker "${unknown}"`);
    const running = await this.#begin(names);
    this.#leaveProcess ??= sharedProcess().embed(() => this.stop());
    try {
      await running.started(names);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** After `start`: resolves when it is stopped, rejects with the reason when the application cannot go on. Its shutdown is then the caller's. */
  async ended(): Promise<void> {
    await (await this.#running)?.ended(new AbortController().signal);
  }

  /** Ordered shutdown, also of what `run` runs. Idempotent. Resolves when everything is closed; what had not ended by the grace period is in the log. */
  async stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    await running?.stop();
    this.#running = undefined;
    this.#leaveProcess?.();
    this.#leaveProcess = undefined;
  }

  /**
   * `run all`, `run <name>…`, `exec <name> [argument…]`; nothing means all. Resolves when the process may end, with `process.exitCode`
   * set: 0 after an ordered shutdown, 1 after a failure, 2 for wrong usage or configuration. Never rejects. Several applications of one
   * process end together: one that fails ends the others in order, and each `run` resolves when all have ended.
   */
  async run(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
    const command = parseCommand(argv, { run: [...this.#subscribers.keys(), ...this.#workers.keys()], exec: [...this.#execs.keys()] });
    switch (command.kind) {
      case "help":
        process.stdout.write(`${command.text}\n`);
        return await sharedProcess().join().leave();
      case "wrong":
        process.stderr.write(`${this.name}: ${command.text}\n`);
        return await sharedProcess().join().leave(new ConfigurationError(command.text));
      case "run":
        return await this.#process(command.names, (running, stop) => running.ended(stop));
      case "exec":
        return await this.#process([], (running, stop) => {
          const work = async (): Promise<void> => {
            await this.#execs.get(command.name)?.({ args: command.args, signal: stop, log: running.log });
          };
          return endsInTime(work(), command.name, stop, running.grace);
        });
      default:
        return assertNever(command);
    }
  }

  async #process(names: readonly string[], work: (running: RunningApp, stop: AbortSignal) => Promise<void>): Promise<void> {
    const { stop, failed, leave } = sharedProcess().join();
    let failure: unknown;
    try {
      await Promise.race([work(await this.#begin(names), stop), failed]);
      await this.stop();
      await Promise.race([failed, Promise.resolve()]);
    } catch (error) {
      process.stderr.write(`${this.name}: ${sentence(error)}\n`);
      failure = error ?? new Error("the application ended");
    }
    await this.stop();
    await leave(failure);
  }

  async #begin(names: readonly string[]): Promise<RunningApp> {
    if (this.#running !== undefined) {
      const running = await this.#running;
      await running.begin(names);
      return running;
    }
    const starting = startApp(
      { name: this.name, options: this.#options, subscribers: this.#subscribers, workers: this.#workers, publishers: this.#publishers },
      names,
      realPlatform,
      this.#options.logger ?? standardLogger((this.#options.environment ?? process.env)["BOOST_LOG_FORMAT"], process.stdout),
    );
    this.#running = starting;
    try {
      return await starting;
    } catch (error) {
      if (this.#running === starting) this.#running = undefined;
      throw error;
    }
  }

  #outside(contract: ContractDefinition, options: PublisherOptions, { members, done, instead, of }: Outside): object {
    const entry: PublishersEntry = { contract, options };
    this.#publishers.push(entry);
    const calls = members.map((member) => [
      member,
      async (...call: unknown[]) => {
        if (this.#running === undefined && this.#subscribers.size + this.#workers.size === 0) await this.start([]);
        if (this.#running === undefined)
          throw new ConfigurationError(
            `"${member}" was ${done} while the application does not run: ${instead} from a handler, an exec function, or between start() and stop()`,
          );
        const surface = of(await this.#running, entry) as { readonly [member: string]: (...call: unknown[]) => unknown };
        return await surface[member]?.(...call);
      },
    ]);
    return Object.fromEntries(calls);
  }

  #claim(name: string): void {
    if (name === "all") throw new ConfigurationError('"all" means everything and cannot be a name');
    if (this.#subscribers.has(name) || this.#workers.has(name) || this.#execs.has(name))
      throw new ConfigurationError(`the name "${name}" is used twice`);
  }
}

/** What code outside of handlers calls. */
interface Outside {
  readonly members: readonly string[];
  /** `"x" was <done> while …: <instead> from a handler`. */
  readonly done: string;
  readonly instead: string;
  readonly of: (running: RunningApp, entry: PublishersEntry) => object;
}
