package io.varcas.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** vLLM's own {@code bench serve}, started by the command in the system property {@code vllm.bench}. */
final class PeerBench {

    private final Path out;
    private final String command;

    PeerBench(Path out, String command) {
        this.out = out;
        this.command = command;
    }

    /**
     * What it said of one run.
     *
     * @param ttftMillis mean time to first token
     * @param tpotMillis mean time per output token
     * @param outputPerSecond output tokens per second
     */
    record Numbers(double ttftMillis, double tpotMillis, double outputPerSecond) {

        /** The mean of two runs. */
        Numbers with(Numbers other) {
            return new Numbers(
                    (ttftMillis + other.ttftMillis) / 2,
                    (tpotMillis + other.tpotMillis) / 2,
                    (outputPerSecond + other.outputPerSecond) / 2);
        }

        /** Whether each number of two runs is within so many percent of the other's. */
        boolean isWithin(double percent, Numbers other) {
            return isWithin(percent, ttftMillis, other.ttftMillis)
                    && isWithin(percent, tpotMillis, other.tpotMillis)
                    && isWithin(percent, outputPerSecond, other.outputPerSecond);
        }

        private static boolean isWithin(double percent, double one, double other) {
            return Math.abs(one - other) <= percent / 100 * Math.min(one, other);
        }
    }

    /** Runs it at a fixed number of users, with prompts and answers of fixed lengths. */
    Numbers run(String name, int users, int requests, int inputTokens, int outputTokens)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("--dataset-name", "random", "--random-input-len", Integer.toString(inputTokens)));
        line.addAll(List.of("--random-output-len", Integer.toString(outputTokens), "--random-range-ratio", "0"));
        line.addAll(List.of(
                "--num-prompts",
                Integer.toString(requests),
                "--seed",
                Integer.toString(Math.floorMod(name.hashCode(), 1000) + users)));
        line.addAll(List.of("--max-concurrency", Integer.toString(users), "--num-warmups", Integer.toString(users)));
        line.addAll(List.of("--save-result", "--result-dir", out.toString(), "--result-filename", name + ".json"));
        Path log = out.resolve(name + ".log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + Files.readString(log));
        }
        JsonNode result = new JsonMapper().readTree(out.resolve(name + ".json").toFile());
        return new Numbers(
                result.required("mean_ttft_ms").asDouble(),
                result.required("mean_tpot_ms").asDouble(),
                result.required("output_throughput").asDouble());
    }
}
