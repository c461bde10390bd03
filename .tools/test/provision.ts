import {
  addressVariable,
  longStep,
  markUnavailable,
  type Service,
  type ServiceName,
  ServiceUnavailable,
  startService,
} from "../../test/services/index.ts";

/**
 * Starts the servers side by side and names them in the environment, which the processes of the test files inherit.
 * One that cannot be had here fails the run when `CI` is set; otherwise its tests are skipped.
 */
export async function provision(names: readonly ServiceName[], print: (line: string) => void): Promise<readonly Service[]> {
  if (names.length === 0) return [];
  const ready: ServiceName[] = [];
  const results = await longStep(`starting ${names.join(", ")}`, (note) =>
    Promise.allSettled(
      names.map(async (name) => {
        const service = await timedStart(name, print);
        ready.push(name);
        note(`${ready.join(", ")} ready`);
        return service;
      }),
    ),
  );
  const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failures = results.flatMap((result, index) =>
    result.status === "rejected" ? [{ name: names[index], reason: result.reason }] : [],
  );
  for (const { name, reason } of failures) {
    if (name && reason instanceof ServiceUnavailable && !process.env["CI"]) {
      print(reason.message);
      markUnavailable(name, reason.message);
    } else {
      await Promise.all(started.map((service) => service.stop()));
      throw reason;
    }
  }
  return started;
}

async function timedStart(name: ServiceName, print: (line: string) => void): Promise<Service> {
  const start = performance.now();
  const service = await startService(name);
  process.env[addressVariable(name)] = service.address;
  print(`${name} at ${service.address}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return service;
}
