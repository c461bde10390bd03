import type { Client, ClientOptions, Connection, ConnectionOptions } from "@temporalio/client";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { DataConverter } from "../workflows/worker-host.ts";
import type { TemporalConfiguration } from "./configuration.ts";
import { failureOf } from "./failure.ts";
import { guardedCodecs } from "./guarded-codecs.ts";
import { guardedStorage } from "./guarded-storage.ts";
import { honourRequestIds } from "./request-id.ts";
import { checkRequestSizes } from "./request-size.ts";
import { sdk } from "./sdk.ts";
import { carryTraceContext } from "./trace-context.ts";

/**
 * The client's side of Temporal: one connection a process, opened by the first call. gRPC reconnects underneath, so it is
 * never replaced. Each call has a deadline; the client has none of its own and would wait for ever.
 */
export class TemporalConnection {
  readonly #configuration: TemporalConfiguration;
  #opened: { readonly connection: Connection; readonly client: Client } | undefined;
  #closed = false;

  constructor(configuration: TemporalConfiguration) {
    this.#configuration = configuration;
  }

  /** Reads the files of the data converter, which the first call would do otherwise. Does not connect. @throws ConfigurationError */
  prepare(): this {
    try {
      this.#open();
    } catch (cause) {
      throw new ConfigurationError(`Temporal's client cannot be made: ${sentence(cause)}`, { cause });
    }
    return this;
  }

  get client(): Client {
    return this.#open().client;
  }

  /** Runs calls to the server with the deadline of the configuration, and cancels them when `abort` fires. */
  call<T>(run: (client: Client) => Promise<T>, abort?: AbortSignal): Promise<T> {
    const { connection, client } = this.#open();
    const within = (): Promise<T> => connection.withDeadline(Date.now() + this.#configuration.rpcTimeout, () => run(client));
    return abort === undefined ? within() : connection.withAbortSignal(abort, within);
  }

  /** Runs a call that lasts as long as a workflow lets it; only `abort` (the handler's deadline) ends it. */
  wait<T>(run: (client: Client) => Promise<T>, abort: AbortSignal): Promise<T> {
    const { connection, client } = this.#open();
    return connection.withAbortSignal(abort, () => run(client));
  }

  /** Resolves when the server answers for our namespace. @throws ConnectionError */
  async ping(): Promise<void> {
    try {
      await this.call((client) => client.workflowService.describeNamespace({ namespace: this.#configuration.namespace }));
    } catch (error) {
      throw failureOf(error, { ...this.#configuration, ping: () => this.ping() });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opened?.connection.close();
    this.#opened = undefined;
  }

  #open(): { readonly connection: Connection; readonly client: Client } {
    if (this.#closed) throw new Error("the Temporal connection was closed");
    this.#opened ??= open(this.#configuration);
    return this.#opened;
  }
}

function open(configuration: TemporalConfiguration): { readonly connection: Connection; readonly client: Client } {
  const { Client, Connection } = sdk().client;
  const dataConverter = configuration.dataConverter && guardedConverter(configuration.dataConverter, configuration.rpcTimeout);
  const connection = Connection.lazy({
    // An empty list replaces the client's own retries: up to 10 for each call, 20 to 40 s, which would hide an outage
    // from us and turn a deadline into none. The subscription retries, and it knows when to pause instead.
    interceptors: [],
    ...connectionOptions(configuration),
    ...(configuration.connection as ConnectionOptions),
  });
  honourRequestIds(connection);
  checkRequestSizes(connection, configuration.log);
  if (configuration.telemetry !== undefined) carryTraceContext(connection, configuration.telemetry);
  const client = new Client({
    ...(configuration.client as ClientOptions),
    ...((dataConverter === undefined ? {} : { dataConverter }) as Pick<ClientOptions, "dataConverter">),
    connection,
    namespace: configuration.namespace,
    ...(configuration.identity === undefined ? {} : { identity: configuration.identity }),
  });
  return { connection, client };
}

function guardedConverter(converter: DataConverter, patience: number): DataConverter {
  const { externalStorage, ...rest } = guardedCodecs(converter, patience);
  return externalStorage === undefined ? rest : { ...rest, externalStorage: guardedStorage(externalStorage, patience) };
}

/** What `Connection` and `NativeConnection` have in common. */
export function connectionOptions({ address, apiKey, tls, metadata }: TemporalConfiguration): {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls?: boolean | NonNullable<Exclude<TemporalConfiguration["tls"], boolean>>;
  readonly metadata: Record<string, string>;
} {
  return { address, metadata: { ...metadata }, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === undefined ? {} : { tls }) };
}
