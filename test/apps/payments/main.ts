import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/payments/index.ts";
import { handlers } from "./handlers/index.ts";

const app = new BoostApp("payment-service");
app.addSubscribers("message_processor", contract, handlers);
await app.run();
