import type { BrokerConnection } from "../../../src/runtime/brokers/broker.ts";
import type { Logger } from "../../../src/runtime/ground/log.ts";

const print =
  (level: string) =>
  (fields: object, message: string): void => {
    if (process.env["BOOST_TEST_LOG"]) console.error(level, message, JSON.stringify(fields));
  };

/** Prints only with BOOST_TEST_LOG set. */
export const testLog: Logger = { debug: print("debug"), info: print("info"), warn: print("warn"), error: print("error") };

/** Sessions of three seconds: what a killed consumer held is free soon. */
export const shortSession = { consumer: { sessionTimeout: 3_000, heartbeatInterval: 500 } };

export function connectionTo(url: string, more: Partial<BrokerConnection> = {}): BrokerConnection {
  return { server: "kafka", url, clientId: "boost-gen-tests", log: testLog, ...more };
}
