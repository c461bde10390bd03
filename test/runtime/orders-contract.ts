/** What the generator would make of a small orders document; written by hand so that these tests need no compiler. */

import type {
  ChannelDefinition,
  ContractDefinition,
  HandlerContext,
  IncomingMessage,
  MessageDefinition,
  OperationDefinition,
  Publisher,
  SignalCall,
  StartCall,
  Validator,
} from "boost-gen/runtime";
import { z } from "zod";

export interface OrderCreated {
  type: "order.created";
  order_id: string;
  total: number;
}
export interface OrderCancelled {
  type: "order.cancelled";
  order_id: string;
  reason: string;
}
export interface OrderConfirmed {
  order_id: string;
}

const created: Validator<OrderCreated> = z.looseObject({
  type: z.literal("order.created"),
  order_id: z.string().min(1),
  total: z.number(),
});
const cancelled: Validator<OrderCancelled> = z.looseObject({
  type: z.literal("order.cancelled"),
  order_id: z.string().min(1),
  reason: z.string(),
});
const confirmed: Validator<OrderConfirmed> = z.looseObject({ order_id: z.string().min(1) });

export const orderCreated: MessageDefinition<OrderCreated> = {
  name: "OrderCreated",
  member: "orderCreated",
  contentType: "application/json",
  payload: created,
  key: [{ from: "payload", path: ["order_id"] }],
};
const orderCancelled: MessageDefinition<OrderCancelled> = {
  name: "OrderCancelled",
  member: "orderCancelled",
  contentType: "application/json",
  payload: cancelled,
  key: [{ from: "payload", path: ["order_id"] }],
};
const orderConfirmed: MessageDefinition<OrderConfirmed> = {
  name: "OrderConfirmed",
  member: "orderConfirmed",
  contentType: "application/json",
  payload: confirmed,
  key: [{ from: "payload", path: ["order_id"] }],
};

export const orders: ChannelDefinition = {
  key: "orders",
  address: "orders.v1",
  servers: ["kafka"],
  messages: { orderCreated, orderCancelled },
  dispatch: {
    by: "payload",
    path: ["type"],
    cases: [
      ["order.created", "orderCreated"],
      ["order.cancelled", "orderCancelled"],
    ],
  },
};
const orderStatus: ChannelDefinition = {
  key: "orderStatus",
  address: "orders.status.v1",
  servers: ["kafka"],
  messages: { orderConfirmed },
  dispatch: { by: "single" },
};

const workflowId = ["order-", { from: "payload", path: ["order_id"] }] as const;
const wholePayload = { template: [{ from: "payload", path: [] }] } as const;

export const onOrder: OperationDefinition = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: orders,
  messages: {
    orderCreated: {
      rules: [
        {
          kind: "start",
          workflow: "orderWorkflow",
          member: "start",
          type: "OrderWorkflow",
          taskQueue: "orders",
          workflowId,
          args: [wholePayload],
        },
      ],
    },
    orderCancelled: {
      rules: [
        {
          kind: "signal",
          workflow: "orderWorkflow",
          member: "signalCancel",
          workflowId,
          args: [],
          signal: { name: "cancel", args: [wholePayload] },
        },
      ],
    },
  },
  options: {},
};
const sendOrderStatus: OperationDefinition = {
  key: "sendOrderStatus",
  name: "sendOrderStatus",
  action: "send",
  channel: orderStatus,
  messages: { orderConfirmed: { rules: [] } },
  options: {},
};

type Workflows = { readonly orderWorkflow: { readonly start: StartCall<OrderCreated>; readonly signalCancel: SignalCall<OrderCancelled> } };
type Publish = { readonly orderConfirmed: Publisher<OrderConfirmed> };
type Context<Payload> = HandlerContext<
  Workflows,
  Publish,
  Payload,
  { readonly [name: string]: unknown },
  { readonly [name: string]: string }
>;

export interface OnOrderHandlers {
  orderCreated(message: OrderCreated, context: Context<OrderCreated>): Promise<void>;
  orderCancelled(message: OrderCancelled, context: Context<OrderCancelled>): Promise<void>;
}

export interface OrdersTypes {
  handlers: { onOrder: OnOrderHandlers };
  publish: Publish;
  workflows: Workflows;
  incoming: { orderCreated: IncomingMessage<OrderCreated>; orderCancelled: IncomingMessage<OrderCancelled> };
}

export const contract: ContractDefinition<OrdersTypes> = {
  format: 1,
  name: "orders",
  title: "Orders",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onOrder, sendOrderStatus],
  publishers: { orderConfirmed: { operation: sendOrderStatus, message: orderConfirmed } },
  incoming: {
    orderCreated: { operation: onOrder, message: orderCreated },
    orderCancelled: { operation: onOrder, message: orderCancelled },
  },
};

export const dispatching: OnOrderHandlers = {
  async orderCreated(message, context) {
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
