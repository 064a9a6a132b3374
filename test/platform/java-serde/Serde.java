import com.amazonaws.services.schemaregistry.deserializers.GlueSchemaRegistryKafkaDeserializer;
import com.amazonaws.services.schemaregistry.serializers.GlueSchemaRegistryKafkaSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Reads a value with Glue's deserializer and writes what it read with Glue's serializer. A line of JSON each:
 * {endpoint, registry, schema, format, compression, version?, value} gives {text, value} or {error}. Without a version
 * the serializer finds it in the registry by the definition.
 */
public class Serde {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StaticCredentialsProvider ANYONE =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ObjectNode answer = JSON.createObjectNode();
      try {
        again(JSON.readTree(line), answer);
      } catch (Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) cause = cause.getCause();
        answer.put("error", thrown + " / " + cause);
      }
      System.out.println(JSON.writeValueAsString(answer));
    }
    System.exit(0);
  }

  private static void again(JsonNode asked, ObjectNode answer) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("endpoint", asked.get("endpoint").asText());
    settings.put("region", "us-east-1");
    settings.put("registry.name", asked.get("registry").asText());
    settings.put("schemaName", asked.get("schema").asText());
    settings.put("dataFormat", asked.get("format").asText());
    settings.put("avroRecordType", "GENERIC_RECORD");
    settings.put("protobufMessageType", "DYNAMIC_MESSAGE");
    settings.put("compression", asked.get("compression").asText());
    settings.put("schemaAutoRegistrationEnabled", false);
    Object read;
    try (GlueSchemaRegistryKafkaDeserializer deserializer =
        new GlueSchemaRegistryKafkaDeserializer(ANYONE, settings)) {
      read = deserializer.deserialize("any", Base64.getDecoder().decode(asked.get("value").asText()));
    }
    answer.put("text", String.valueOf(read));
    UUID version = asked.has("version") ? UUID.fromString(asked.get("version").asText()) : null;
    try (GlueSchemaRegistryKafkaSerializer serializer =
        new GlueSchemaRegistryKafkaSerializer(ANYONE, version, settings)) {
      answer.put("value", Base64.getEncoder().encodeToString(serializer.serialize("any", read)));
    }
  }
}
