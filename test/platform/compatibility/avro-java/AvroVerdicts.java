/*
 * Reads {"pairs": [{reader, writer, samples}], "histories": [{mode, earlier, next}]} on standard input and answers, in
 * the same order, what Avro and a registry say of each: "reads", "refuses", "no definition", or "throws". Samples are
 * what the writer wrote, in Base64; they come back as the reader writes what it has read.
 */
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apicurio.registry.content.ContentHandle;
import io.apicurio.registry.rules.compatibility.AvroCompatibilityChecker;
import io.apicurio.registry.rules.compatibility.CompatibilityLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

public final class AvroVerdicts {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws IOException {
    JsonNode given = JSON.readTree(System.in);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode pairs = answer.putArray("pairs");
    for (JsonNode pair : given.get("pairs")) pairs.add(verdicts(pair));
    ArrayNode histories = answer.putArray("histories");
    for (JsonNode history : given.get("histories")) {
      histories.add(registry(history.get("mode").asText(), texts(history.get("earlier")), history.get("next").asText()));
    }
    JSON.writeValue(System.out, answer);
  }

  private static ObjectNode verdicts(JsonNode pair) {
    String reader = pair.get("reader").asText();
    String writer = pair.get("writer").asText();
    ObjectNode answer = JSON.createObjectNode();
    answer.put("avro", avro(reader, writer));
    answer.put("registry", registry("BACKWARD", List.of(writer), reader));
    ArrayNode rewritten = answer.putArray("rewritten");
    for (String sample : texts(pair.get("samples"))) rewritten.add(rewritten(reader, writer, sample));
    return answer;
  }

  private static String avro(String readerText, String writerText) {
    Schema reader;
    Schema writer;
    try {
      reader = new Schema.Parser().parse(readerText);
      writer = new Schema.Parser().parse(writerText);
    } catch (RuntimeException e) {
      return "no definition";
    }
    try {
      var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
      return result.getType() == SchemaCompatibilityType.COMPATIBLE ? "reads" : "refuses";
    } catch (RuntimeException e) {
      return "throws";
    }
  }

  private static String registry(String mode, List<String> earlier, String next) {
    List<ContentHandle> known = new ArrayList<>();
    for (String each : earlier) known.add(ContentHandle.create(each));
    // Its names end in _TRANSITIVE where Glue's end in _ALL.
    CompatibilityLevel level = CompatibilityLevel.valueOf(mode.replace("_ALL", "_TRANSITIVE"));
    try {
      var result = new AvroCompatibilityChecker().testCompatibility(level, known, ContentHandle.create(next), Map.of());
      return result.isCompatible() ? "reads" : "refuses";
    } catch (RuntimeException e) {
      return "throws";
    }
  }

  private static String rewritten(String readerText, String writerText, String sample) {
    Schema reader = new Schema.Parser().parse(readerText);
    Schema writer = new Schema.Parser().parse(writerText);
    try {
      var decoder = DecoderFactory.get().binaryDecoder(Base64.getDecoder().decode(sample), null);
      Object value = new GenericDatumReader<>(writer, reader).read(null, decoder);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(reader).write(value, encoder);
      encoder.flush();
      return Base64.getEncoder().encodeToString(out.toByteArray());
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list) texts.add(each.asText());
    return texts;
  }
}
