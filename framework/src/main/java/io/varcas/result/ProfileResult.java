package io.varcas.result;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.Reading;
import io.varcas.profiler.TimeSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one profiler in one fork.
 *
 * @param readings numbers of the measurement phase; one that was not measured has no value, and a note that says why
 * @param files time series and texts it wrote, in the bundle
 * @param problem why it found nothing, or less than it should have
 */
public record ProfileResult(List<Reading> readings, List<String> files, Optional<String> problem) {

    private static final String SUFFIX = ".profile.json";

    /** Copies the lists. */
    public ProfileResult {
        readings = List.copyOf(readings);
        files = List.copyOf(files);
    }

    /**
     * Writes the recording of a profiler, so that the launcher finds it even if the fork fails later.
     *
     * @param folder the fork's folder
     * @throws IOException if it cannot be written
     */
    public static void write(Path folder, ProfilerResult profiler) throws IOException {
        List<String> files = new ArrayList<>();
        for (TimeSeries series : profiler.series()) {
            files.add(text(folder, series.name() + ".csv", series.toCsv()));
        }
        for (Attachment attachment : profiler.attachments()) {
            files.add(text(folder, attachment.fileName(), attachment.text()));
        }
        files.addAll(profiler.files());
        ProfileResult result = new ProfileResult(profiler.summary(), files, profiler.problem());
        WholeFile.write(folder.resolve(profiler.profiler() + SUFFIX), out -> ResultJson.write(out, result));
    }

    /**
     * Reads the recordings of the profilers of a fork, with their file names in the bundle.
     *
     * @param folder the fork's folder
     * @param bundle the bundle's folder
     * @throws IOException if a file cannot be read
     */
    public static Map<String, ProfileResult> readAll(Path folder, Path bundle) throws IOException {
        Map<String, ProfileResult> results = new LinkedHashMap<>();
        JsonMapper mapper = ResultJson.mapper();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                ProfileResult result = mapper.readValue(file.toFile(), ProfileResult.class);
                String name = file.getFileName().toString();
                results.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        new ProfileResult(
                                result.readings(),
                                result.files().stream()
                                        .map(own -> bundle.relativize(folder.resolve(own))
                                                .toString())
                                        .toList(),
                                result.problem()));
                Files.delete(file);
            }
        }
        return results;
    }

    private static String text(Path folder, String name, String content) throws IOException {
        WholeFile.write(folder.resolve(name), out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        return name;
    }
}
