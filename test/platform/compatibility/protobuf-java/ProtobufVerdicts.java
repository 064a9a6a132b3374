import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.apicurio.registry.protobuf.ProtobufDifference;
import io.apicurio.registry.protobuf.rules.compatibility.protobuf.ProtobufCompatibilityCheckerLibrary;
import io.apicurio.registry.utils.protobuf.schema.ProtobufFile;

/** Pairs of reader and writer on standard input, for each the reasons why the writer's file may not become the reader's. */
public final class ProtobufVerdicts {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ArrayNode verdicts = json.createArrayNode();
        for (JsonNode pair : json.readTree(System.in)) {
            ProtobufFile before = new ProtobufFile(pair.get("writer").textValue());
            ProtobufFile after = new ProtobufFile(pair.get("reader").textValue());
            ArrayNode reasons = verdicts.addArray();
            for (ProtobufDifference each : new ProtobufCompatibilityCheckerLibrary(before, after).findDifferences()) {
                reasons.add(each.getMessage());
            }
        }
        System.out.println(json.writeValueAsString(verdicts));
    }
}
