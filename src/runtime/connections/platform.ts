import type { Broker, BrokerConnection } from "../brokers/broker.ts";
import { type Clock, systemClock } from "../ground/clock.ts";
import type { SettledDelivery } from "../subscription/outcome.ts";
import type { TemporalHost, TemporalSettings } from "../workflows/worker-host.ts";
import { type BrokerProtocol, openBroker } from "./open-broker.ts";

/** What an application stands on. The in-memory harness puts a broker, a starter and a clock of its own here; nothing else differs. */
export interface Platform {
  readonly clock: Clock;
  /** Makes a broker; does not connect. */
  readonly openBroker: (protocol: BrokerProtocol, connection: BrokerConnection) => Promise<Broker>;
  /** Makes the Temporal host; does not connect. */
  readonly openTemporal: (settings: TemporalSettings) => Promise<TemporalHost>;
  /** Told of each settled delivery. */
  readonly observe?: (settled: SettledDelivery) => void;
}

export const realPlatform: Platform = {
  clock: systemClock,
  openBroker,
  openTemporal: async (settings) => {
    const { loadSdk, openTemporal } = await import("../temporal/index.ts");
    await loadSdk();
    return openTemporal(settings);
  },
};
