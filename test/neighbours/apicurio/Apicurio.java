import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaDeserializer;
import io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaSerializer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Apicurio's own serializers at both ends of a topic. Takes objects of JSON on standard input, one a line, and answers each. */
public final class Apicurio {
  private static final ObjectMapper json = new ObjectMapper();
  private static final Duration patience = Duration.ofSeconds(60);

  public static void main(String[] arguments) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      ObjectNode answer;
      try {
        answer = answer(json.readTree(line));
      } catch (Exception error) {
        error.printStackTrace();
        answer = json.createObjectNode().put("error", error.toString());
      }
      System.out.println(json.writeValueAsString(answer));
    }
  }

  private static ObjectNode answer(JsonNode asked) throws Exception {
    return asked.get("do").asText().equals("produce") ? produce(asked) : consume(asked);
  }

  private static ObjectNode produce(JsonNode asked) throws Exception {
    String topic = asked.get("topic").asText();
    boolean isAvro = asked.get("format").asText().equals("avro");
    try (Serializer<Object> values = isAvro ? new AvroKafkaSerializer<>() : new JsonSchemaKafkaSerializer<>();
        Serializer<Object> keys = new AvroKafkaSerializer<>()) {
      values.configure(settings(asked), false);
      keys.configure(settings(asked), true);
      try (KafkaProducer<Object, Object> producer = new KafkaProducer<>(Map.of("bootstrap.servers", asked.get("bootstrap").asText()), keys, values)) {
        Object key = asked.has("key") ? datum(asked.get("key").get("schema"), asked.get("key").get("value")) : null;
        for (JsonNode value : asked.get("values"))
          producer.send(new ProducerRecord<>(topic, key, isAvro ? datum(asked.get("schema"), value) : value)).get();
      }
    }
    return json.createObjectNode();
  }

  private static ObjectNode consume(JsonNode asked) {
    String topic = asked.get("topic").asText();
    int count = asked.get("count").asInt();
    boolean isAvro = asked.get("format").asText().equals("avro");
    ArrayNode values = json.createArrayNode();
    ArrayNode keyValues = json.createArrayNode();
    try (Deserializer<Object> ofValues = isAvro ? new AvroKafkaDeserializer<>() : new JsonSchemaKafkaDeserializer<>();
        Deserializer<Object> ofKeys = new AvroKafkaDeserializer<>()) {
      ofValues.configure(settings(asked), false);
      ofKeys.configure(settings(asked), true);
      Map<String, Object> own =
          Map.of("bootstrap.servers", asked.get("bootstrap").asText(), "group.id", topic, "auto.offset.reset", "earliest");
      try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(own, ofKeys, ofValues)) {
        consumer.subscribe(List.of(topic));
        long end = System.nanoTime() + patience.toNanos();
        while (values.size() < count && System.nanoTime() < end)
          for (ConsumerRecord<Object, Object> record : consumer.poll(Duration.ofMillis(500))) {
            values.add(shown(record.value()));
            keyValues.add(shown(record.key()));
          }
      }
    }
    ObjectNode answer = json.createObjectNode();
    answer.set("values", values);
    answer.set("keys", keyValues);
    return answer;
  }

  private static Map<String, Object> settings(JsonNode asked) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("apicurio.registry.auto-register", true);
    settings.put("apicurio.registry.deserializer.value.return-class", ObjectNode.class.getName());
    asked.get("settings").fields().forEachRemaining(each -> settings.put(each.getKey(), each.getValue().asText()));
    return settings;
  }

  private static Object datum(JsonNode schema, JsonNode value) throws Exception {
    Schema parsed = new Schema.Parser().parse(json.writeValueAsString(schema));
    String text = json.writeValueAsString(value);
    return new GenericDatumReader<>(parsed).read(null, DecoderFactory.get().jsonDecoder(parsed, text));
  }

  private static JsonNode shown(Object value) {
    if (value == null) return json.nullNode();
    if (value instanceof JsonNode) return (JsonNode) value;
    try {
      return json.readTree(GenericData.get().toString(value));
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }
}
