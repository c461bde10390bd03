import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/storefront/index.ts";

const app = new BoostApp("storefront");
const publish = app.publishers(contract);

// `exec place_order <order id> <customer id>`, as the origin's producer example has it.
app.addExec("place_order", async ({ args }) => {
  const [order_id = "o-1", customer_id = "c-1"] = args;
  const items = [{ sku: "tea-green", quantity: 2, price: 4.5 }];
  await publish.orderCreated({ type: "order.created", order_id, customer_id, items, total: 9 });
});

app.addExec("submit_task", async ({ args }) => {
  const [task_id = "t-1", description = "Water the plants", priority = "3"] = args;
  await publish.taskSubmitted({ task_id, description, priority: Number(priority) }, { headers: { "submitted-by": "storefront" } });
});

app.addExec("greet", async ({ args }) => {
  const [id = "1", to = "ada@example.com"] = args;
  await publish.emailRequested({ email_id: id, to, subject: "Welcome", body: "Good to have you.", priority: "high" }, { priority: 9 });
  await publish.notificationRequested({ notification_id: id, user_id: to, channel: "in-app", content: { title: "Welcome" } });
  await publish.textRequested({ text_id: id, to: "+4915100000000", body: "Welcome" }, { parameters: { country: "de" } });
});

await app.run();
