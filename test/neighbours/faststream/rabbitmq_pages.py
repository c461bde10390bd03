"""The RabbitMQ pages of FastStream's documentation and of temporal-boost's, each as both sides: `rabbitmq_pages.py <url> <page> <name> publish|subscribe`."""

from faststream.rabbit import Channel, ExchangeType, QueueType, RabbitBroker, RabbitExchange, RabbitQueue

from page import OrderMessage, TaskMessage, name, page, run, saw, url

broker = RabbitBroker(url, logger=None)


def queue(suffix, **options):
    return RabbitQueue(f"{name}.{suffix}", auto_delete=True, **options)


async def no_publish():
    raise NotImplementedError


publish = no_publish

if page == "queue":

    @broker.subscriber(RabbitQueue(name, auto_delete=True))
    async def handle(msg: str):
        saw("handle", msg)

    async def publish():
        await broker.publish("Hi!", name)
        await broker.publish("grün ✓", queue=name)

elif page == "direct":
    exchange = RabbitExchange(name, auto_delete=True)

    @broker.subscriber(queue("one"), exchange)
    async def one(msg: str):
        saw("one", msg)

    @broker.subscriber(queue("two"), exchange)
    async def two(msg: str):
        saw("two", msg)

    async def publish():
        await broker.publish("first", queue("one"), exchange)
        await broker.publish("second", routing_key=f"{name}.two", exchange=exchange)

elif page == "fanout":
    exchange = RabbitExchange(name, auto_delete=True, type=ExchangeType.FANOUT)

    @broker.subscriber(queue("one"), exchange)
    async def one(msg: str):
        saw("one", msg)

    @broker.subscriber(queue("two"), exchange)
    async def two(msg: str):
        saw("two", msg)

    async def publish():
        await broker.publish("Hi!", exchange=exchange)

elif page == "topic":
    exchange = RabbitExchange(name, auto_delete=True, type=ExchangeType.TOPIC)

    @broker.subscriber(queue("info", routing_key="*.info"), exchange)
    async def info(msg: str):
        saw("info", msg)

    @broker.subscriber(queue("debug", routing_key="*.debug"), exchange)
    async def debug(msg: str):
        saw("debug", msg)

    async def publish():
        await broker.publish("told", routing_key="logs.info", exchange=exchange)
        await broker.publish("looked", routing_key="logs.debug", exchange=exchange)

elif page == "headers":
    exchange = RabbitExchange(name, auto_delete=True, type=ExchangeType.HEADERS)
    queues = {
        "one": queue("one", bind_arguments={"key": 1}),
        "either": queue("either", bind_arguments={"key": 2, "key2": 2, "x-match": "any"}),
        "both": queue("both", bind_arguments={"key": 2, "key2": 2, "x-match": "all"}),
    }

    @broker.subscriber(queues["one"], exchange)
    async def one(msg: str):
        saw("one", msg)

    @broker.subscriber(queues["either"], exchange)
    async def either(msg: str):
        saw("either", msg)

    @broker.subscriber(queues["both"], exchange)
    async def both(msg: str):
        saw("both", msg)

    async def publish():
        # The document has no words for what a header has to be, so the queues are theirs.
        declared = await broker.declare_exchange(exchange)
        for each in queues.values():
            await (await broker.declare_queue(each)).bind(declared, arguments=each.bind_arguments)
        await broker.publish("a", exchange=exchange, headers={"key": 1})
        await broker.publish("b", exchange=exchange, headers={"key2": 2})
        await broker.publish("c", exchange=exchange, headers={"key": 2, "key2": 2})

elif page == "stream":

    @broker.subscriber(
        RabbitQueue(name, durable=True, queue_type=QueueType.STREAM),
        channel=Channel(prefetch_count=10),
        consume_args={"x-stream-offset": "first"},
    )
    async def handle(msg: str):
        saw("handle", msg)

elif page == "publishers":
    to_object = broker.publisher(name + ".object")

    @broker.subscriber(RabbitQueue(name, auto_delete=True))
    @broker.publisher(name + ".decorated")
    async def handle(msg: TaskMessage) -> TaskMessage:
        await to_object.publish(msg)
        return msg.model_copy(update={"priority": msg.priority + 1})

elif page == "rpc":

    @broker.subscriber(RabbitQueue(name, auto_delete=True))
    async def handle(msg: dict):
        return {"price": int(msg["sku"])}

    async def publish():
        told = await broker.request({"sku": "7"}, name, timeout=30.0)
        saw("told", await told.decode())

elif page == "temporal-boost":

    @broker.subscriber(queue("orders"))
    async def handle_order(message: OrderMessage):
        saw("handle_order", message)

    @broker.subscriber(queue("tasks"))
    async def process_task(message: TaskMessage):
        saw("process_task", message)

    async def publish():
        order = OrderMessage(order_id="1001", customer_id="42", items=[{"item_id": "item1", "quantity": 1, "price": 99.99}], total=99.99)
        await broker.publish(order.model_dump(), name + ".orders")
        await broker.publish(TaskMessage(task_id="1", description="tea", priority=7).model_dump(), name + ".tasks")


run(broker, publish)
