import type { Problems } from "../config/environment.ts";
import type { Environment } from "../config/variables.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import type { TemporalOptions, TemporalSettings } from "../workflows/worker-host.ts";

/** One process has one Temporal: what the documents say has to agree, unless options or environment say it for all. */
export function temporalDefaults(
  contracts: readonly ContractDefinition[],
  options: TemporalOptions,
  environment: Environment,
  problems: Problems,
): TemporalSettings["defaults"] {
  const agreed = (name: "address" | "namespace", overrides: readonly string[]): string | undefined => {
    const values = [...new Set(contracts.flatMap(({ temporal }) => temporal?.[name] ?? []))];
    if (values.length > 1 && options[name] === undefined && !overrides.some((variable) => environment[variable])) {
      problems.add(
        `the documents name ${values.length} Temporal ${name === "address" ? "addresses" : "namespaces"} (${values.join(", ")}): set ${overrides[0]}`,
      );
    }
    return values[0];
  };
  const address = agreed("address", ["TEMPORAL_ADDRESS", "TEMPORAL_TARGET_HOST"]);
  const namespace = agreed("namespace", ["TEMPORAL_NAMESPACE"]);
  const queues = new Set(contracts.map(({ temporal }) => temporal?.taskQueue));
  const [taskQueue] = queues;
  return {
    ...(address === undefined ? {} : { address }),
    ...(namespace === undefined ? {} : { namespace }),
    // Where documents differ each one's own holds for its workflows, and a worker has to name its queue.
    ...(taskQueue === undefined || queues.size > 1 ? {} : { taskQueue }),
  };
}
