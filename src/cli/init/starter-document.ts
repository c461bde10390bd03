const brokers = {
  kafka: {
    protocol: "kafka",
    host: "localhost:9092",
    channel: "",
    options: "",
  },
  rabbitmq: {
    protocol: "amqp",
    host: "localhost:5672",
    channel: `
    bindings:
      amqp:
        is: queue
        queue: { name: orders, durable: true }`,
    options: `
      amqp: { declare: create }`,
  },
  redis: {
    protocol: "redis",
    host: "localhost:6379",
    channel: "",
    options: `
      redis: { kind: stream }`,
  },
} as const;

export type StarterBroker = keyof typeof brokers;

const starterBrokers: readonly StarterBroker[] = ["kafka", "rabbitmq", "redis"];

export function isStarterBroker(name: string | undefined): name is StarterBroker {
  return starterBrokers.some((broker) => broker === name);
}

/** One channel, one message, one workflow: small enough to read, whole enough to run. */
export function starterDocument(broker: StarterBroker, title: string): string {
  const { protocol, host, channel, options } = brokers[broker];
  return `asyncapi: 3.0.0
info:
  title: ${JSON.stringify(title)}
  version: 0.1.0
defaultContentType: application/json
servers:
  ${broker}: { host: "${host}", protocol: ${protocol} }
channels:
  orders:
    address: orders
    messages:
      orderCreated: { $ref: "#/components/messages/OrderCreated" }${channel}
operations:
  onOrder:
    action: receive
    summary: Starts one workflow per order.
    channel: { $ref: "#/channels/orders" }
    x-boost:
      retry: { attempts: 5 }
      deadLetter: orders-dlq${options}
components:
  messages:
    OrderCreated:
      summary: A customer placed an order.
      payload: { $ref: "#/components/schemas/Order" }
      x-temporal:
        workflow: OrderWorkflow
        workflowId: order-{$message.payload#/id}
        taskQueue: orders
      examples:
        - payload: { id: "1001", customer: "42", total: 21.5 }
  schemas:
    Order:
      type: object
      required: [id, customer, total]
      properties:
        id: { type: string, minLength: 1 }
        customer: { type: string }
        total: { type: number, minimum: 0 }
`;
}
