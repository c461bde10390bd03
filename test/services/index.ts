import { after, describe } from "node:test";
import { type KafkaService, startKafka } from "./kafka.ts";
import { type RabbitMqService, startRabbitMq } from "./rabbitmq.ts";
import { type RedisService, startRedis } from "./redis.ts";
import { type RegistryService, startRegistry } from "./registry.ts";
import { type ServiceName, ServiceUnavailable, type StartOptions, unavailableServices } from "./service.ts";
import { startTemporal, type TemporalService } from "./temporal.ts";

export { type KafkaOptions, type KafkaService, startKafka } from "./kafka.ts";
export { longStep, provisioning } from "./long-step.ts";
export { uniqueName } from "./names.ts";
export type { RabbitMqService } from "./rabbitmq.ts";
export type { RedisService } from "./redis.ts";
export type { RegistryService } from "./registry.ts";
export { addressVariable, markUnavailable, type Service, type ServiceName, ServiceUnavailable, type StartOptions } from "./service.ts";
export type { TemporalService } from "./temporal.ts";
export { patience, waitFor } from "./wait.ts";

export interface Services {
  readonly redis: RedisService;
  readonly rabbitmq: RabbitMqService;
  readonly kafka: KafkaService;
  readonly temporal: TemporalService;
  /** Not among those that `npm test` starts: few tests ask for it, and it is there in seconds. */
  readonly registry: RegistryService;
}

const starters: { readonly [Name in ServiceName]: (options?: StartOptions) => Promise<Services[Name]> } = {
  redis: startRedis,
  rabbitmq: startRabbitMq,
  kafka: startKafka,
  temporal: startTemporal,
  registry: startRegistry,
};

/** What `npm test` starts before everything else. */
export const serviceNames: readonly ServiceName[] = ["redis", "rabbitmq", "kafka", "temporal"];

/** Starts a service with its default options, or takes the shared one that the environment names. */
export async function startService<Name extends ServiceName>(name: Name, options?: StartOptions): Promise<Services[Name]> {
  const reason = unavailableServices()[name];
  if (reason) throw new ServiceUnavailable(name, reason);
  return starters[name](options);
}

/**
 * `describe` over running services; use it with top-level `await`. They are started before the tests are registered (in `npm test` they
 * already run) and stopped after the last one. Where one cannot be had, the suite is skipped with the reason, or fails when `CI` is set.
 */
export async function describeWithServices<const Name extends ServiceName>(
  names: readonly Name[],
  title: string,
  suite: (services: Pick<Services, Name>) => void,
  options: StartOptions = {},
): Promise<void> {
  const started = await Promise.allSettled(names.map((name) => startService(name, options)));
  const services = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failure = started.find((result) => result.status === "rejected");
  const stopAll = () => Promise.all(services.map((service) => service.stop()));
  if (!failure) {
    describe(title, () => {
      after(stopAll);
      suite(byName(services));
    });
    return;
  }
  await stopAll();
  if (!(failure.reason instanceof ServiceUnavailable) || process.env["CI"]) throw failure.reason;
  describe(title, { skip: failure.reason.message });
}

function byName<Name extends ServiceName>(services: readonly Services[Name][]): Pick<Services, Name> {
  return Object.fromEntries(services.map((service) => [service.name, service])) as Pick<Services, Name>;
}
