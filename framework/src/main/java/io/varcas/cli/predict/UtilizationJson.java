package io.varcas.cli.predict;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.varcas.utilization.Utilization;
import java.util.List;

/** Measured use of hardware as JSON. */
final class UtilizationJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private UtilizationJson() {}

    static JsonNode of(List<Utilization> uses) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Utilization use : uses) {
            ObjectNode node = MAPPER.valueToTree(use);
            node.put("mfu", use.mfu()).put("mbu", use.mbu());
            array.add(node);
        }
        return array;
    }
}
