/** What runs an act of workflow code: the part of `workflow.ts` that is the same for every document. */
import { requestDefaults } from "../../options/options.generated.ts";
import { type Code, code, docComment, importRef, lines, numberLiteral } from "../code/index.ts";

/** What the code declares. */
export const actNames: readonly string[] = ["hostedActivity", "refuseOptions", "millisecondsOf", "refuseUnwritable"];

export function actCode(): readonly Code[] {
  return [hostedActivity(), wrongOptions(), duration(), unwritable()];
}

const temporal = (name: string): Code => importRef("@temporalio/workflow", name);

/** The one way in which an act is run. 30 seconds for an attempt are the 10 that a request waits, where nobody says, and 20 to send it. */
function hostedActivity(): Code {
  const failure = temporal("ApplicationFailure");
  return lines([
    docComment("Runs activities of a worker. Failures of the types in `known` reach the workflow as they are."),
    code`function hostedActivity<Result>(options: PublishActivityOptions, known: readonly string[]) {
  interface Given {
    readonly key?: string | Uint8Array;
    readonly signal?: unknown;
    readonly timeout?: number;
  }
  return (name: Act, patience = ${numberLiteral(requestDefaults.timeout)}) =>
    async (payload: unknown, { key, signal, ...others }: Given = {}): Promise<Result> => {
      if (signal !== undefined) throw ${failure}.nonRetryable("a signal reaches no activity: cancel the scope that it runs in");
      refuseOptions(others.timeout, options);
      refuseUnwritable([payload, others, key]);
      const given = { ...others, run: ${temporal("workflowInfo")}().originalExecutionRunId };
      const activities = ${temporal("proxyActivities")}<
        Readonly<Record<Act, (payload: unknown, options: object, key?: Uint8Array) => Promise<Result>>>
      >({
        ...options,
        ...(options.startToCloseTimeout === undefined && { startToCloseTimeout: (others.timeout ?? patience) + 20_000 }),
        retry: {
          ...options.retry,
          ...(options.retry?.maximumInterval === undefined && {
            maximumInterval: Math.max(30_000, millisecondsOf(options.retry?.initialInterval ?? 0)),
          }),
        },
      });
      try {
        if (key instanceof Uint8Array) return await activities[name](payload, given, key);
        return await activities[name](payload, key === undefined ? given : { ...given, key });
      } catch (error) {
        const cause = error instanceof ${temporal("ActivityFailure")} ? error.cause : undefined;
        if (cause instanceof ${failure} && known.includes(cause.type ?? "")) throw cause;
        throw error;
      }
    };
}`,
  ]);
}

/** Only what could never work: an option that once did is in the history of workflows that still run. */
function wrongOptions(): Code {
  const failure = temporal("ApplicationFailure");
  return lines([
    docComment("Options over which Temporal would fail the workflow task, or the activity its attempts, again and again."),
    code`function refuseOptions(timeout: unknown, options: Readonly<Partial<Record<keyof PublishActivityOptions, unknown>>>): void {
  const must = (name: string, value: unknown, is: boolean, wanted: string): void => {
    const found = typeof value === "string" ? JSON.stringify(value) : String(value);
    if (value === undefined || value === null || is) return;
    throw ${failure}.nonRetryable(\`the option \\\`\${name}\\\` must be \${wanted}, not \${found}\`, "InvalidOptions");
  };
  const { taskQueue, startToCloseTimeout, scheduleToCloseTimeout } = options;
  const { initialInterval, maximumInterval, backoffCoefficient, maximumAttempts } = Object(options.retry) as Readonly<Record<string, unknown>>;
  const time = 'milliseconds or a text such as "1 minute"';
  must("timeout", timeout, typeof timeout === "number" && timeout > 0 && Number.isFinite(timeout), "a number of milliseconds above 0");
  for (const name of ["startToCloseTimeout", "scheduleToCloseTimeout", "scheduleToStartTimeout", "heartbeatTimeout"] as const)
    must(name, options[name], millisecondsOf(options[name]) >= 0, time);
  const longest = millisecondsOf(startToCloseTimeout) + millisecondsOf(scheduleToCloseTimeout ?? 0);
  must("startToCloseTimeout", startToCloseTimeout, longest > 0, \`\${time}, above 0\`);
  must("retry.initialInterval", initialInterval, millisecondsOf(initialInterval) > 0, \`\${time}, above 0\`);
  const isLonger = millisecondsOf(maximumInterval) >= millisecondsOf(initialInterval ?? 1_000);
  must("retry.maximumInterval", maximumInterval, isLonger, \`\${time}, no shorter than \\\`retry.initialInterval\\\`\`);
  must("retry.backoffCoefficient", backoffCoefficient, Number(backoffCoefficient) >= 1, "a number, 1 or more");
  const isCount = Number.isInteger(maximumAttempts) && Number(maximumAttempts) > 0 && Number(maximumAttempts) < 2 ** 31;
  must("retry.maximumAttempts", maximumAttempts, isCount || maximumAttempts === Number.POSITIVE_INFINITY, "a whole number, 1 or more");
  const isName = typeof taskQueue === "string" && taskQueue.length <= 1_000 && !taskQueue.startsWith("/_sys/");
  must("taskQueue", taskQueue, isName, "the name of a task queue");
}`,
  ]);
}

/** As the SDK reads them, in `ms`, which workflow code cannot import. */
function duration(): Code {
  return lines([
    docComment("Of a duration as Temporal takes it; `NaN` of anything else."),
    code`function millisecondsOf(duration: unknown): number {
  if (typeof duration === "number") return Number.isFinite(duration) ? duration : Number.NaN;
  const [, amount, unit = ""] = /^(-?\\d*\\.?\\d+) *([a-z]*)$/i.exec(typeof duration === "string" ? duration : "") ?? [];
  const units: readonly (readonly [RegExp, number])[] = [
    [/^(ms|msecs?|milliseconds?)?$/i, 1],
    [/^(s|secs?|seconds?)$/i, 1_000],
    [/^(m|mins?|minutes?)$/i, 60_000],
    [/^(h|hrs?|hours?)$/i, 3_600_000],
    [/^(d|days?)$/i, 86_400_000],
    [/^(w|weeks?)$/i, 604_800_000],
    [/^(y|yrs?|years?)$/i, 31_557_600_000],
  ];
  const [, factor = Number.NaN] = units.find(([form]) => form.test(unit)) ?? [];
  return amount === undefined ? Number.NaN : Number(amount) * factor;
}`,
  ]);
}

/** Temporal would write `NaN` as `null`, which may be valid, and fail the workflow task for ever over what it cannot write at all. */
function unwritable(): Code {
  const failure = temporal("ApplicationFailure");
  return lines([
    docComment("What JSON cannot say reaches no activity, or another value in its place."),
    code`function refuseUnwritable(values: readonly unknown[]): void {
  const look = function (this: unknown, key: string, value: unknown): unknown {
    if (value instanceof Uint8Array) return undefined;
    const isUnsaid = typeof value === "number" ? !Number.isFinite(value) : value === undefined && Array.isArray(this);
    if (isUnsaid && this !== values) throw new TypeError(\`"\${key}" is \${String(value)}\`);
    return value;
  };
  try {
    JSON.stringify(values, look);
  } catch (error) {
    throw ${failure}.nonRetryable(\`the message cannot be written as JSON: \${error instanceof Error ? error.message : String(error)}\`, "InvalidMessage");
  }
}`,
  ]);
}
