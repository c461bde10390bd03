import type { ContractDefinition, ToolOptions } from "boost-gen/tools";
import type { Trial } from "../try/trial.ts";

interface MemoryLetters {
  /** For whoever looks into the dead letters. */
  readonly tools: ToolOptions;
  /** The application that runs now; what an earlier one kept is gone with it. */
  readonly runs: (trial: Pick<Trial, "store">) => void;
  readonly close: () => void;
}

/** Every server of the contract is the broker of the trial, under an address that this process knows. */
export async function memoryLetters(
  contract: ContractDefinition,
  app: string,
  environment: NonNullable<ToolOptions["environment"]>,
): Promise<MemoryLetters> {
  const { inCapitals, shareMemoryStore } = await import("boost-gen/tools");
  const url = `memory://try-${crypto.randomUUID()}`;
  const servers = Object.values(contract.servers).map(({ key, protocol, wireProtocol }) => ({
    key,
    protocol,
    wireProtocol,
    host: "memory",
  }));
  let end = shareMemoryStore(url);
  return {
    tools: {
      contract: { ...contract, servers: Object.fromEntries(servers.map((server) => [server.key, server])) },
      app,
      environment: { ...environment, ...Object.fromEntries(servers.map(({ key }) => [`BOOST_${inCapitals(key)}_URL`, url])) },
    },
    runs: ({ store }) => {
      end = shareMemoryStore(url, store);
    },
    close: () => end(),
  };
}
