package io.varcas.reports.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Files that look like results of a load and are not: they are named for what they are, with what to import instead. */
final class OtherResults {

    private OtherResults() {}

    /** Returns a description of a file; empty if it is none of these. */
    static Optional<String> name(JsonNode tree) {
        if (tree.isArray() && tree.path(0).has("benchmark") && tree.path(0).has("metric")) {
            return Optional.of(
                    "the copy of a result in PyTorch's benchmark format (.pytorch.json), which has single numbers only;"
                            + " import the .json file of vllm bench serve beside it");
        }
        if (has(tree, "avg_latency", "latencies")) {
            return Optional.of(
                    "a result of vllm bench latency, which times whole batches without a server: it has no requests,"
                            + " no TTFT and no TPOT; import the result of vllm bench serve");
        }
        if (has(tree, "elapsed_time", "num_requests")
                && (tree.has("tokens_per_second") || tree.has("requests_per_second"))) {
            return Optional.of(
                    "a result of vllm bench throughput, which runs offline without a server: it has no latencies;"
                            + " import the result of vllm bench serve");
        }
        return Optional.empty();
    }

    private static boolean has(JsonNode tree, String... keys) {
        for (String key : keys) {
            if (!tree.has(key)) {
                return false;
            }
        }
        return true;
    }
}
