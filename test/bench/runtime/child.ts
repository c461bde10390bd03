import { runBare } from "./bare.ts";
import { runOurs } from "./ours.ts";
import { type Outcome, Tally, type Task } from "./task.ts";

const task = JSON.parse(process.argv[2] ?? "") as Task;
const tally = new Tally(task, (outcome: Outcome) => {
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
});
await (task.side === "ours" ? runOurs(task, tally) : runBare(task, tally));
