package io.varcas.reports.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A result file as the original Python harness wrote it when its server was overloaded: whatever had no error yet counts as a success,
 * arrivals are called throughput, and tokens are those of the finished requests alone.
 *
 * @param finished requests that ended before the run did
 * @param tokensEach output tokens of each of them
 */
record OriginalFile(int finished, int tokensEach) {

    static final double SECONDS = 40;
    static final int SENT = 200;

    private static final double GAP_SECONDS = SECONDS / SENT;
    private static final double FIRST_TOKEN_SECONDS = 0.5;
    private static final double EPOCH = 1_770_716_341;

    /** What the harness called throughput in tokens a second. */
    double claimedTokensPerSecond() {
        return finished * tokensEach / ((SENT - 1) * GAP_SECONDS);
    }

    Path write(Path file, String config) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode().put("experiment_id", config).put("profile_name", "chat_medium");
        root.putObject("config")
                .put("arrival_process", "poisson")
                .put("target_rps", SENT / SECONDS)
                .put("duration_seconds", SECONDS)
                .put("open_loop", true);
        root.putObject("metrics")
                .put("total_requests", SENT)
                .put("successful_requests", SENT)
                .put("throughput_rps", SENT / ((SENT - 1) * GAP_SECONDS))
                .put("throughput_tok_s", claimedTokensPerSecond());
        ArrayNode records = root.putArray("records");
        for (int i = 0; i < SENT; i++) {
            double sent = EPOCH + i * GAP_SECONDS;
            ObjectNode record = records.addObject()
                    .put("request_id", "r" + i)
                    .put("timestamp_sent", sent)
                    .put("input_tokens", 20)
                    .putNull("error");
            if (i < finished) {
                record.put("timestamp_first_token", sent + FIRST_TOKEN_SECONDS)
                        .put("timestamp_last_token", Math.min(sent + 20, EPOCH + SECONDS))
                        .put("output_tokens", tokensEach);
            } else {
                record.putNull("timestamp_first_token")
                        .putNull("timestamp_last_token")
                        .put("output_tokens", 0);
            }
        }
        json.writeValue(file.toFile(), root);
        return file;
    }
}
