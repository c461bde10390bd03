/** An application as a user writes one, whose worker lacks the workflow that its messages start. */
import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/orders/index.ts";
import { handlers } from "../../apps/orders/handlers/index.ts";

const app = new BoostApp("order-service");
app.addSubscribers("message_processor", contract, handlers);
app.addWorker("order_worker", { taskQueue: "order_queue", workflowsPath: new URL("./workflows.ts", import.meta.url).href });
await app.run();
