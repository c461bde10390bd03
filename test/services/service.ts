export type ServiceName = "redis" | "rabbitmq" | "kafka" | "temporal" | "registry";

/** A server that tests talk to. */
export interface Service {
  readonly name: ServiceName;
  /** What a client connects to: a URL for Redis and RabbitMQ, `host:port` for Kafka and Temporal. */
  readonly address: string;
  /** Named by the environment: somebody else owns it, so `stop` does nothing and `start`, `restart` and `kill` are refused. */
  readonly shared: boolean;
  /** Own output of the server; empty for a shared one. */
  readonly logPath: string;
  /** Data, log and settings; kept until the process that started the service exits, so `start` after `stop` or `kill` finds the data. */
  readonly folder: string;
  /** Resolves when the server answers its own protocol. Same address and data as before. Does nothing while it runs. */
  start(): Promise<void>;
  /** Orderly; resolves when no process of it is left. Safe to call twice. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** SIGKILL to the process that this service started, and to no other. Resolves when it is gone. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** A server of one's own, also when the environment names a shared one: for tests that stop, kill or reconfigure it. */
  readonly own?: boolean;
}

/** Thrown when a service is neither named by the environment, nor installed, nor installable here. */
export class ServiceUnavailable extends Error {
  constructor(name: ServiceName | "python" | "java", reason: string, cause?: unknown) {
    super(`${name} is not available here: ${reason}`, { cause });
    this.name = "ServiceUnavailable";
  }
}

const variables: Readonly<Record<ServiceName, string>> = {
  redis: "BOOST_TEST_REDIS",
  rabbitmq: "BOOST_TEST_RABBITMQ",
  kafka: "BOOST_TEST_KAFKA",
  temporal: "BOOST_TEST_TEMPORAL",
  registry: "BOOST_TEST_REGISTRY",
};

/** The environment variable that names a running service. */
export function addressVariable(name: ServiceName): string {
  return variables[name];
}

/** The shared service that the environment names, unless the test asks for one of its own. */
export function sharedService(name: ServiceName, options: StartOptions = {}): Service | undefined {
  const address = options.own ? undefined : process.env[addressVariable(name)];
  if (!address) return undefined;
  const refuse = (action: string) => () =>
    Promise.reject(new Error(`cannot ${action} the shared ${name} at ${address}; start one with { own: true }`));
  return {
    name,
    address,
    shared: true,
    logPath: "",
    folder: "",
    start: refuse("start"),
    stop: () => Promise.resolve(),
    restart: refuse("restart"),
    kill: refuse("kill"),
  };
}

const unavailableVariable = "BOOST_TEST_UNAVAILABLE";

/** Tells the processes that are started from now on that looking for the service again is in vain. */
export function markUnavailable(name: ServiceName, reason: string): void {
  process.env[unavailableVariable] = JSON.stringify({ ...unavailableServices(), [name]: reason });
}

/** Reason by service. */
export function unavailableServices(): { readonly [name: string]: string } {
  return JSON.parse(process.env[unavailableVariable] ?? "{}");
}
