import { counted } from "../../ground/counted.ts";
import type { BrokerConnection } from "../broker.ts";
import type { Finding, Inspector } from "../inspector.ts";
import { type Client, loadIoRedis, openClient, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";

/** @throws ConnectionError, ConfigurationError */
export async function openRedisInspector(connection: BrokerConnection): Promise<Inspector> {
  const client = await openClient(await loadIoRedis(connection.server), connection, "commands");
  const asked = async <T>(key: string, command: (redis: Client) => Promise<T>): Promise<T> => {
    try {
      return await command(client);
    } catch (error) {
      throw redisFailure(error, { server: connection.server, url: shown(connection), doing: "look at", target: key });
    }
  };
  const stream = async (key: string, absent: string): Promise<Finding> => {
    const type = await asked(key, (redis) => redis.type(key));
    const part = `stream "${key}"`;
    if (type === "none") return { part, state: "ok", detail: absent };
    if (type === "stream") return { part, state: "ok", detail: counted(await asked(key, (redis) => redis.xlen(key)), "entry", "entries") };
    return { part, state: "wrong", detail: `the key holds a ${type}; give the stream another name or remove what is there` };
  };
  const group = async (key: string, name: string, create: boolean): Promise<Finding> => {
    const part = `group "${name}" of "${key}"`;
    const groups = (await asked(key, (redis) => redis.xinfo("GROUPS", key)).catch(() => [])) as readonly (readonly unknown[])[];
    const found = groups.map(fieldsOf).find((fields) => fields["name"] === name);
    if (found !== undefined)
      return { part, state: "ok", detail: `${counted(Number(found["consumers"]), "consumer")}, ${found["pending"]} pending` };
    if (!create)
      return { part, state: "ok", detail: "nobody was ever in it: a consumer makes it when it starts; is this the service's group?" };
    await asked(key, (redis) => redis.xgroup("CREATE", key, name, "0", "MKSTREAM"));
    return { part, state: "created" };
  };
  return {
    async subscription(plan, create) {
      const dead = plan.deadLetter === false ? [] : [await stream(plan.deadLetter, "not there yet; the first dead letter makes it")];
      if (plan.options.redis?.kind === "pubsub") return [...plan.addresses.map(heard), ...dead];
      const findings: Finding[] = [];
      for (const key of plan.addresses) {
        const found = await stream(key, "not there yet; the first message or consumer makes it");
        findings.push(found);
        if (found.state === "ok") findings.push(await group(key, plan.group, create));
      }
      return [...findings, ...dead];
    },
    async target({ redis }, address) {
      if (redis?.kind === "pubsub") return heard(address);
      return stream(address, "not there yet; the first message makes it");
    },
    close: async () => client.disconnect(),
  };
}

function heard(address: string): Finding {
  return { part: `channel "${address}"`, state: "ok", detail: "publish/subscribe: nothing has to be there, and nothing is kept" };
}

function fieldsOf(row: readonly unknown[]): { readonly [name: string]: unknown } {
  const fields: { [name: string]: unknown } = {};
  for (let index = 0; index + 1 < row.length; index += 2) fields[String(row[index])] = row[index + 1];
  return fields;
}
