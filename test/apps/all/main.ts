import { BoostApp } from "boost-gen/runtime";
import { contract as notifications } from "../../../generated/notifications/index.ts";
import { contract as orders } from "../../../generated/orders/index.ts";
import { contract as tasks } from "../../../generated/tasks/index.ts";
import * as notificationActivities from "../notifications/activities.ts";
import { handlers as notificationHandlers } from "../notifications/handlers/index.ts";
import * as orderActivities from "../orders/activities.ts";
import { handlers as orderHandlers } from "../orders/handlers/index.ts";
import * as taskActivities from "../tasks/activities.ts";
import { handlers as taskHandlers } from "../tasks/handlers/index.ts";

// One process: consumers of Kafka, RabbitMQ and Redis, and two Temporal workers. Each name can also be run alone: `run orders`.
// Orders name their task queue in the document; for the rest this application has one of its own.
const app = new BoostApp("shop", { temporal: { taskQueue: "message_queue" } });
app.addSubscribers("orders", orders, orderHandlers);
app.addSubscribers("notifications", notifications, notificationHandlers);
app.addSubscribers("tasks", tasks, taskHandlers);

app.addWorker("order_worker", {
  taskQueue: "order_queue",
  workflowsPath: new URL("../orders/workflows.ts", import.meta.url).href,
  activities: orderActivities,
  publishes: orders,
});
app.addWorker("message_worker", {
  taskQueue: "message_queue",
  workflowsPath: new URL("./message-workflows.ts", import.meta.url).href,
  activities: { ...notificationActivities, ...taskActivities },
});
await app.run();
