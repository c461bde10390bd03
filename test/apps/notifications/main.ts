import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/notifications/index.ts";
import * as activities from "./activities.ts";
import { handlers } from "./handlers/index.ts";

const app = new BoostApp("notification-service");
app.addSubscribers("message_processor", contract, handlers);
app.addWorker("notification_worker", {
  taskQueue: "notification_queue",
  workflowsPath: new URL("./workflows.ts", import.meta.url).href,
  activities,
});
await app.run();
