package io.varcas.cli.tune;

import io.varcas.tune.step.OriginalFiles;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepProfileJson;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads step profiles from files, or from the folders that they are in. */
final class StepFiles {

    private StepFiles() {}

    /**
     * Reads files as one profile; of several, the first names the server.
     *
     * @throws UsageException if one is none
     */
    static StepProfile read(List<Path> files) throws IOException {
        List<StepProfile> profiles = new ArrayList<>();
        for (Path file : files) {
            Path json = Files.isDirectory(file) ? file.resolve(StepProfileJson.FILE) : file;
            if (!Files.isReadable(json)) {
                throw new UsageException(json + ": no such file");
            }
            Optional<StepProfile> original =
                    StepProfileJson.isProfile(json) ? Optional.empty() : OriginalFiles.read(json);
            profiles.add(original.isPresent() ? original.get() : StepProfileJson.read(json));
        }
        StepProfile first = profiles.get(0);
        List<StepCell> cells =
                profiles.stream().flatMap(profile -> profile.cells().stream()).toList();
        return new StepProfile(first.started(), first.target(), first.seed(), first.steps(), cells);
    }
}
