package io.varcas.reports.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import io.varcas.reports.sample.Mutations;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files of other tools are read or refused in one line; never does an exception of a library or of Java come out. */
@Tag("slow")
class PeerFuzzTest {

    static final List<ResultImport> JSON = List.of(
            new AiperfImport(),
            new GuidellmImport(),
            new InferencePerfImport(),
            new OriginalImport(),
            new VllmImport());

    private static final List<ResultImport> LAYOUTS =
            Stream.concat(JSON.stream(), Stream.of(new AiperfCsvImport())).toList();

    /** Damaged files of each. */
    private static final int ROUNDS = FuzzRun.inputs(100);

    private final Path folder;

    PeerFuzzTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "vllm.json,",
        "guidellm.json,",
        "varcas-py.json,",
        "profile_export_genai_perf.json,",
        "cases/sglang.jsonl,",
        "cases/vllm-0.11-detailed.json,",
        "aiperf/profile_export_aiperf.json, aiperf/profile_export.jsonl",
        "inference-perf/summary_lifecycle_metrics.json, inference-perf/per_request_lifecycle_metrics.json"
    })
    void readsOrRefusesDamagedFiles(String name, String details) throws IOException {
        Path file = details == null ? PeerFile.copy(folder, name) : PeerFile.copy(folder, name, details);
        String summary = PeerFile.text(name);
        Mutations mutations = new Mutations(name.hashCode() + FuzzRun.SEED);
        FuzzRun run = FuzzRun.ofInputs("results of others, " + name);
        for (int round = 0; round < ROUNDS; round++) {
            boolean second = details != null && round % 2 == 1;
            Path damaged = second ? file.resolveSibling(Path.of(details).getFileName()) : file;
            String whole = second ? PeerFile.text(details) : summary;
            byte[] bytes = mutations.of(line(whole, round));
            Files.write(damaged, whole.startsWith("{\"metadata\"") ? lines(whole, bytes) : bytes);
            run.take(() -> new String(bytes, StandardCharsets.UTF_8), () -> imports(file));
            Files.writeString(damaged, whole);
        }
        run.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile_export_aiperf.csv", "profile_export_genai_perf.csv"})
    void readsOrRefusesDamagedTables(String name) throws IOException {
        Path file = folder.resolve(name);
        List<byte[]> seeds = List.of(PeerFile.text(name).getBytes(StandardCharsets.UTF_8));
        FuzzRun run = FuzzRun.ofInputs("results of others, " + name);
        for (int round = 0; round < 3 * ROUNDS; round++) {
            byte[] bytes = new Mutator(seeds, new SplittableRandom(FuzzRun.SEED + round)).next();
            Files.write(file, bytes);
            run.take(() -> new String(bytes, StandardCharsets.ISO_8859_1), () -> imports(file));
        }
        run.end();
    }

    /** Of JSON lines one is damaged. */
    private static String line(String text, int round) {
        List<String> lines = text.lines().toList();
        return text.startsWith("{\"metadata\"") ? lines.get(round % lines.size()) : text;
    }

    private static byte[] lines(String whole, byte[] damaged) {
        return (new String(damaged, StandardCharsets.UTF_8) + "\n" + whole).getBytes(StandardCharsets.UTF_8);
    }

    private void imports(Path file) throws IOException {
        for (ResultImport layout : LAYOUTS) {
            if (layout.recognizes(file)) {
                BundleFolder bundle = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, "imported");
                try {
                    bundle.finish(layout.read(file, bundle));
                } catch (IOException refused) {
                    bundle.discard();
                    assertThat(refused.getMessage()).startsWith(folder.toString());
                    throw refused;
                }
                return;
            }
        }
        throw new IOException(file + " is of no tool that is known");
    }
}
