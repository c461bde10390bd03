import com.amazonaws.services.schemaregistry.serializers.GlueSchemaRegistryKafkaSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** AWS Glue's own serializer, which writes Avro to a topic. Takes objects of JSON on standard input, one a line, and answers each. */
public final class Glue {
  private static final ObjectMapper json = new ObjectMapper();

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
    Map<String, Object> settings = new HashMap<>();
    asked.get("settings").fields().forEachRemaining(each -> settings.put(each.getKey(), each.getValue().asText()));
    StaticCredentialsProvider nobody = StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));
    Schema schema = new Schema.Parser().parse(json.writeValueAsString(asked.get("schema")));
    GlueSchemaRegistryKafkaSerializer values = new GlueSchemaRegistryKafkaSerializer(nobody, null, settings);
    values.configure(settings, false);
    Map<String, Object> own = Map.of("bootstrap.servers", asked.get("bootstrap").asText());
    try (KafkaProducer<String, Object> producer = new KafkaProducer<>(own, new StringSerializer(), values)) {
      for (JsonNode value : asked.get("values")) {
        Object datum = new GenericDatumReader<>(schema).read(null, DecoderFactory.get().jsonDecoder(schema, json.writeValueAsString(value)));
        producer.send(new ProducerRecord<>(asked.get("topic").asText(), datum)).get();
      }
    }
    return json.createObjectNode();
  }
}
