import type { Finding } from "../brokers/inspector.ts";
import { sentence } from "../ground/errors.ts";
import type { QueuePollers } from "../temporal/pollers.ts";
import { startedTypes } from "../workflows/started-types.ts";
import { guarded } from "./guarded.ts";
import type { Session } from "./session.ts";

/** Namespace, who polls the task queues that messages start workflows on and with which version, search attributes. */
export async function* examineTemporal({ app, contract, environment, log, dataConverter }: Session): AsyncGenerator<Finding> {
  const rules = contract.operations.flatMap(({ messages }) => Object.values(messages).flatMap((message) => message.rules));
  if (rules.length === 0) return;
  await (await import("../temporal/sdk.ts")).loadSdk();
  let queues: import("../temporal/task-queues.ts").TaskQueues;
  const options = dataConverter === undefined ? {} : { dataConverter };
  try {
    const { openTaskQueues } = await import("../temporal/task-queues.ts");
    queues = await openTaskQueues({ app, defaults: contract.temporal ?? {}, options, environment, log });
  } catch (error) {
    yield { part: "Temporal", state: "wrong", detail: sentence(error) };
    return;
  }
  try {
    yield { part: "Temporal", state: "ok", detail: queues.where };
    if (queues.converter !== undefined) {
      const problem = await queues.converter.check();
      const detail = problem ?? `${JSON.stringify(queues.converter.parts)}; it reads what it writes`;
      yield { part: "data converter", state: problem === undefined ? "ok" : "wrong", detail };
    }
    const starting = rules.filter(({ kind }) => kind !== "signal" && kind !== "update");
    const started = startedTypes([contract], queues.standard);
    for (const name of new Set(started.map(({ taskQueue }) => taskQueue))) {
      const types = [...new Set(started.filter(({ taskQueue }) => taskQueue === name).map(({ type }) => `"${type}"`))].join(", ");
      if (name === undefined) {
        yield { part: "task queue", state: "wrong", detail: "a rule names none, and neither do the document and TEMPORAL_TASK_QUEUE" };
        continue;
      }
      yield* await guarded(`task queue "${name}"`, async () => [pollersFinding(name, types, await queues.pollers(name))]);
    }
    const wanted = new Map(
      starting.flatMap(({ searchAttributes = [] }) => searchAttributes.map(({ name, type }) => [name, type] as const)),
    );
    if (wanted.size > 0)
      yield* await guarded("search attributes", async () => {
        const has = await queues.searchAttributes();
        return [...wanted].map(([name, type]) => attributeFinding(name, type, has.get(name)));
      });
  } finally {
    await queues.close();
  }
}

function attributeFinding(name: string, wanted: string, type: string | undefined): Finding {
  const part = `search attribute "${name}"`;
  if (type === undefined)
    return {
      part,
      state: "missing",
      detail: "the namespace has none of this name, so nothing could be started; create it with temporal operator search-attribute create",
    };
  return type === wanted
    ? { part, state: "ok", detail: type }
    : { part, state: "wrong", detail: `the namespace has it as ${type}, the document says ${wanted}` };
}

/** What `doctor` says of a task queue. `types`: what messages start there. */
export function pollersFinding(name: string, types: string, pollers: QueuePollers): Finding {
  const part = `task queue "${name}"`;
  const { all, takers, current, ramping, versions } = pollers;
  const versioned = [
    ...(current === undefined ? [] : [`current version "${current}"`]),
    ...(ramping === undefined ? [] : [`ramping version "${ramping.version}" at ${ramping.percentage} %`]),
  ].join(", ");
  const waits = `so ${types} would start and wait`;
  if (all === 0)
    return { part, state: "missing", detail: `nobody polls it, ${waits}; run a worker for it${versioned === "" ? "" : ` (${versioned})`}` };
  if (takers === 0) {
    const polling = versions.map((version) => `"${version}"`).join(", ") || "no version";
    const detail =
      current === undefined
        ? `its workers have the version ${polling}, and no version is current, ${waits}; make it current: temporal worker deployment set-current-version`
        : `${versioned}, but its workers have ${polling === "no version" ? polling : `the version ${polling}`}, ${waits}; run workers of it, or make another version current`;
    return { part, state: "missing", detail };
  }
  if (ramping !== undefined && ramping.percentage > 0 && ramping.pollers === 0)
    return {
      part,
      state: "missing",
      detail: `${versioned}, but nobody polls as the ramping version, so its share of ${types} would start and wait`,
    };
  const detail = `${all} worker${all === 1 ? "" : "s"} asked for tasks in the last minutes${versioned === "" ? "" : `; ${versioned}`}`;
  return { part, state: "ok", detail };
}
