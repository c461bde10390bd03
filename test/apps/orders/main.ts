import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/orders/index.ts";
import * as activities from "./activities.ts";
import { handlers } from "./handlers/index.ts";

const app = new BoostApp("order-service");
app.addSubscribers("message_processor", contract, handlers);
app.addWorker("order_worker", {
  taskQueue: "order_queue",
  workflowsPath: new URL("./workflows.ts", import.meta.url).href,
  activities,
  publishes: contract,
});
await app.run();
