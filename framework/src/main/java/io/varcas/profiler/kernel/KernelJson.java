package io.varcas.profiler.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;

/** The JSON of kernel profiles. Beside the profile it holds what follows from it: shares by class and the idle share. */
public final class KernelJson {

    /** Name of the file in a fork's folder of a bundle. */
    public static final String FILE = "kernels.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private KernelJson() {}

    /** Returns a profile as an object, or several as an array. */
    public static String of(List<KernelProfile> profiles) {
        List<ObjectNode> nodes = profiles.stream().map(KernelJson::node).toList();
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(nodes.size() == 1 ? nodes.get(0) : nodes);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the profiles cannot be written as JSON", impossible);
        }
    }

    private static ObjectNode node(KernelProfile profile) {
        ObjectNode node = MAPPER.valueToTree(profile);
        node.put("origin", "measured").put("kernelSeconds", profile.kernelSeconds());
        profile.idleShare().ifPresent(share -> node.put("idleShare", share));
        ObjectNode shares = node.putObject("shares");
        profile.shares().forEach((kind, share) -> shares.put(kind.label(), share));
        return node;
    }

    /**
     * Reads a profile.
     *
     * @param json an object that {@link #of} wrote
     * @throws IOException if it is no such object
     */
    public static KernelProfile read(String json) throws IOException {
        JsonNode node = MAPPER.readTree(json);
        return MAPPER.treeToValue(node, KernelProfile.class);
    }
}
