// Loaded into the process of each test file (node:test hands the runner's own options on). Ends a file that takes too long, or that has
// something open after its last test, and tells what is open; node:test itself stops such a file in some versions only, and never says why.
// Plain JavaScript: worker threads load it too, and there tsx does not help.

import { availableParallelism, loadavg } from "node:os";
import { isMainThread } from "node:worker_threads";

const seconds = Number(process.env["BOOST_TEST_FILE_SECONDS"]);
/** However busy the machine is. */
const mostSeconds = Number(process.env["BOOST_TEST_FILE_MOST_SECONDS"]);

if (isMainThread && process.env["NODE_TEST_CONTEXT"] && seconds > 0) {
  const start = performance.now();
  let before = start;
  // A second in which three processes wanted each core was a third of one for us.
  let quietSeconds = 0;
  const timer = setInterval(
    () => {
      const now = performance.now();
      const [load] = loadavg();
      quietSeconds += (now - before) / 1_000 / Math.max(1, load / availableParallelism());
      before = now;
      const took = (now - start) / 1_000;
      if (quietSeconds < seconds && took < mostSeconds) return;
      console.error(`not finished after ${Math.round(took)} s; open: ${process.getActiveResourcesInfo().join(", ")}`);
      process.exit(1);
    },
    Math.min(1_000, seconds * 100),
  );
  timer.unref();
}
