// Loaded into the process of each test file (node:test hands the runner's own options on). Ends a file that takes too long, or that has
// something open after its last test, and tells what is open; node:test itself stops such a file in some versions only, and never says why.
// Plain JavaScript: worker threads load it too, and there tsx does not help.

import { isMainThread } from "node:worker_threads";

const seconds = Number(process.env["BOOST_TEST_FILE_SECONDS"]);
if (isMainThread && process.env["NODE_TEST_CONTEXT"] && seconds > 0) {
  const timer = setTimeout(() => {
    console.error(`not finished after ${seconds} s; open: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(1);
  }, seconds * 1000);
  timer.unref();
}
