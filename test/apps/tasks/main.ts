import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/tasks/index.ts";
import * as activities from "./activities.ts";
import { handlers } from "./handlers/index.ts";

const app = new BoostApp("task-service");
app.addSubscribers("message_processor", contract, handlers);
app.addWorker("task_worker", { taskQueue: "task_queue", workflowsPath: new URL("./workflows.ts", import.meta.url).href, activities });
await app.run();
