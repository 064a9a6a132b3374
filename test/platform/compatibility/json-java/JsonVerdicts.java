import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.apicurio.registry.rules.compatibility.jsonschema.JsonSchemaDiffLibrary;
import io.apicurio.registry.rules.compatibility.jsonschema.diff.Difference;
import java.util.Map;

/** Pairs of reader and writer on standard input, for each the reasons why the writer's schema may not become the reader's. */
public final class JsonVerdicts {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ArrayNode verdicts = json.createArrayNode();
        for (JsonNode pair : json.readTree(System.in)) {
            String before = pair.get("writer").textValue();
            String after = pair.get("reader").textValue();
            ArrayNode reasons = verdicts.addArray();
            for (Difference each : JsonSchemaDiffLibrary.getIncompatibleDifferences(before, after, Map.of())) {
                reasons.add(each.getDiffType() + " " + each.getPathUpdated());
            }
        }
        System.out.println(json.writeValueAsString(verdicts));
    }
}
