export interface OrdersDocument {
  readonly protocol: string;
  readonly address: string;
  /** Schema of the payload's only property. */
  readonly id?: string;
  /** Of `x-boost`, beside the place of dead letters. */
  readonly options?: string;
}

/** One channel and who receives from it. The title, and so the group, is the address's own: members of one Kafka group that read different topics take each other's. */
export const ordersDocument = ({
  protocol,
  address,
  id = "{ type: string }",
  options = "retry: { attempts: 1 }",
}: OrdersDocument): string => `\
asyncapi: 3.0.0
info: { title: "Orders of ${address}", version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: ${protocol} }
channels:
  orders:
    address: ${address}
    messages: { ordered: { name: Ordered, payload: { type: object, required: [id], properties: { id: ${id} } } } }
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
    x-boost: { deadLetter: ${address}.dlq, ${options} }
`;
