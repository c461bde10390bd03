import { ApplicationFailure, condition, defineSignal, defineUpdate, proxyActivities, setHandler } from "@temporalio/workflow";

const note = defineSignal<[string]>("note");
const finish = defineSignal("finish");
const add = defineUpdate<number, [number]>("add");

/** Collects notes and sums until it is told to finish. */
export async function Collector(name: string): Promise<{ name: string; notes: string[]; sum: number }> {
  const notes: string[] = [];
  let sum = 0;
  let done = false;
  setHandler(note, (text) => void notes.push(text));
  setHandler(finish, () => {
    done = true;
  });
  setHandler(
    add,
    (value) => {
      sum += value;
      return sum;
    },
    {
      validator: (value) => {
        if (value < 0) throw new Error("only positive numbers");
      },
    },
  );
  await condition(() => done);
  return { name, notes, sum };
}

export async function Echo(value: unknown): Promise<unknown> {
  return value;
}

const { shout } = proxyActivities<{ shout(text: string): Promise<string> }>({ startToCloseTimeout: "10s", retry: { maximumAttempts: 1 } });

export async function Shout(text: string): Promise<string> {
  return await shout(text);
}

class CardRefused extends Error {
  override readonly name = "CardRefused";
}

/** Refuses each sum with a failure that has a type of its own, and fails with another. */
export async function Refuser(): Promise<void> {
  let asked = false;
  setHandler(add, () => {
    asked = true;
    throw ApplicationFailure.nonRetryable("no tea is left", "OutOfStock");
  });
  await condition(() => asked);
  throw ApplicationFailure.fromError(new CardRefused("ask the bank"));
}

/** Fails as its activity does. */
export async function Failing(text: string): Promise<void> {
  await shout(text);
}
