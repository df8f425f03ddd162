package io.varcas.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.result.WholeFile;
import io.varcas.utilization.HostPeaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** This host's CPU as an accelerator file in the format of the catalog. */
final class HostFile {

    private static final double GIB = 1L << 30;

    /** Share of a measured peak that a measured kernel can reach; peaks here are what a kernel reached. */
    private static final double REACHED = 1;

    private HostFile() {}

    /**
     * Writes the file.
     *
     * @param memoryBytes memory of the host
     * @throws IOException if it cannot be written
     */
    static void write(Path file, HostPeaks peaks, long memoryBytes) throws IOException {
        byte[] json = json(peaks, memoryBytes, LocalDate.now(ZoneOffset.UTC)).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(json));
    }

    static String json(HostPeaks peaks, long memoryBytes, LocalDate date) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("kind", "accelerator").put("id", "host-cpu").put("name", "CPU of this host");
        root.putArray("aliases");
        root.put("source", peaks.source()).put("asOf", date.toString()).put("backend", "cpu");
        root.put("memoryGb", memoryBytes / 1e9).put("usableMemoryGib", memoryBytes / GIB);
        root.put("memoryBandwidthGBps", peaks.bytesPerSecond() / 1e9);
        double tera = peaks.flopsPerSecond() / 1e12;
        root.putObject("denseTflops").put("fp32", tera).put("bf16", tera);
        ObjectNode efficiency = root.putObject("efficiency");
        efficiency.put("source", peaks.source());
        efficiency.putObject("gemm").put("fp32", REACHED).put("bf16", REACHED);
        efficiency.put("weightRead", REACHED);
        efficiency.putObject("decodeAttentionByKvBits").put("16", REACHED).put("8", REACHED);
        efficiency.putObject("prefillAttentionByTokens").put("64", REACHED).put("8192", REACHED);
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the host cannot be written as JSON", impossible);
        }
    }
}
