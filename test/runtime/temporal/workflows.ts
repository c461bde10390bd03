import { condition, defineSignal, defineUpdate, proxyActivities, setHandler } from "@temporalio/workflow";

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

const { shout } = proxyActivities<{ shout(text: string): Promise<string> }>({ startToCloseTimeout: "10s" });

export async function Shout(text: string): Promise<string> {
  return await shout(text);
}
