package io.varcas.profiler.server;

import io.varcas.profiler.kernel.KernelProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a capture, once it has ended. */
interface CaptureFiles {

    /**
     * The result of a capture.
     *
     * @param profile the kernels, if they can be read
     * @param files the files
     * @param problem why the profile is absent or not whole
     */
    record Captured(Optional<KernelProfile> profile, List<Path> files, Optional<String> problem) {

        public Captured {
            files = List.copyOf(files);
        }

        static Captured nothing(String problem) {
            return new Captured(Optional.empty(), List.of(), Optional.of(problem));
        }
    }

    /**
     * Waits for the files and reads them.
     *
     * @param folder folder of the fork, for files made from them; absent if nothing is kept
     * @throws IOException if they cannot be read
     */
    Captured take(Optional<Path> folder) throws IOException, InterruptedException;
}
