package io.varcas.fuzz;

import io.varcas.annotation.OnBadLine;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.record.RequestLogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of small real files under every reader of datasets and request logs. */
@Tag("slow")
class ReaderFuzzTest {

    private static final int INPUTS = FuzzRun.inputs(2_000);

    private static final List<String> LOG = List.of(
            "{\"index\":7,\"part\":\"rag\",\"user\":3,\"due\":2345,\"sent\":2399,\"firstByte\":52000,\"closed\":70000,"
                    + "\"outcome\":\"stream-error\",\"status\":200,\"asked\":64,\"input\":33,\"inputSource\":\"usage\","
                    + "\"output\":5,\"outputSource\":\"events\",\"cached\":16,\"firstTextTokens\":4,\"kinds\":\"TCU\","
                    + "\"gaps\":[49946,10654,0],\"finish\":\"stop\",\"error\":\"a\",\"id\":\"c-7\","
                    + "\"hash\":\"000000000000f00d\",\"promptHash\":\"000000000000beef\"}\n",
            "{\"index\":8,\"due\":9,\"closed\":12,\"outcome\":\"completed\",\"asked\":1,\"kinds\":\"C\",\"gaps\":[1]}\n");

    @TempDir
    Path folder;

    private static List<Path> samples() throws IOException, URISyntaxException {
        Path resources = Path.of(Objects.requireNonNull(Dataset.class.getResource("mooncake.jsonl"))
                .toURI());
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(resources.getParent()))) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(csv|jsonl?|txt)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void datasetsEndInRequestsOrInOneLine() throws Exception {
        List<Path> samples = samples();
        List<byte[]> seeds = new ArrayList<>();
        for (Path sample : samples) {
            seeds.add(Files.readAllBytes(sample));
        }
        List<String> formats = Stream.concat(
                        Stream.of("auto", "auto"),
                        DatasetReader.extensions().all(getClass().getClassLoader()).values().stream()
                                .map(DatasetReader::name))
                .toList();
        FuzzRun run = FuzzRun.ofInputs("datasets");
        for (int i = 0; i < INPUTS; i++) {
            SplittableRandom random = new SplittableRandom(FuzzRun.SEED + i);
            String ending =
                    samples.get(random.nextInt(samples.size())).getFileName().toString();
            byte[] text = new Mutator(seeds, random).next();
            Path file = input(ending.substring(ending.lastIndexOf('.')), text, random);
            DatasetSpec spec = DatasetSpec.of(file.toString())
                    .as(formats.get(random.nextInt(formats.size())))
                    .on(random.nextBoolean() ? OnBadLine.SKIP : OnBadLine.FAIL)
                    .turns(1 + random.nextInt(3))
                    .limit(random.nextBoolean() ? 0 : 50);
            DatasetSpec timed = random.nextBoolean() ? spec : spec.withoutTimes();
            run.take(beginning(i, file), () -> readAll(timed));
        }
        run.end();
    }

    @Test
    void requestLogsEndInRecordsOrInOneLine() throws Exception {
        List<byte[]> seeds = LOG.stream()
                .map(line -> line.repeat(3).getBytes(StandardCharsets.UTF_8))
                .toList();
        FuzzRun run = FuzzRun.ofInputs("request logs");
        for (int i = 0; i < INPUTS; i++) {
            SplittableRandom random = new SplittableRandom(FuzzRun.SEED + i);
            byte[] packed = packed(new Mutator(seeds, random).next());
            Path file = Files.write(
                    folder.resolve("requests.jsonl.gz"),
                    random.nextInt(4) == 0 ? new Mutator(List.of(packed), random).next() : packed);
            run.take(beginning(i, file), () -> RequestLogReader.read(file, record -> {}));
        }
        run.end();
    }

    /** Writes a file that is packed one time in four; half of the packed ones are damaged then. */
    private Path input(String ending, byte[] text, SplittableRandom random) throws IOException {
        if (random.nextInt(4) > 0) {
            return Files.write(folder.resolve("input" + ending), text);
        }
        byte[] packed = packed(text);
        return Files.write(
                folder.resolve("input" + ending + ".gz"),
                random.nextBoolean() ? packed : new Mutator(List.of(packed), random).next());
    }

    private static void readAll(DatasetSpec spec) {
        try (Dataset data = Dataset.open(spec, ReaderFuzzTest.class.getClassLoader())) {
            while (data.next().isPresent()) {
                // each is read, none is kept
            }
            data.tally();
        }
    }

    private static Supplier<String> beginning(int input, Path file) {
        return () -> {
            try {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                return "input " + input + ", " + file.getFileName() + ", "
                        + text.substring(0, Math.min(300, text.length()));
            } catch (IOException gone) {
                return "input " + input;
            }
        };
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }
}
