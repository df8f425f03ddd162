package io.varcas.accuracy.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python interpreter.
 *
 * @param executable absolute path
 * @param folders folders that it needs: its installation and, if it is of one, its virtual environment
 */
record Interpreter(Path executable, List<Path> folders) {

    private static final long LIMIT_SECONDS = 20;

    private static final String QUESTION =
            "import os, sys; print(sys.executable, sys.prefix, sys.base_prefix, os.path.realpath(sys.executable),"
                    + " sep='\\n"
                    + "')";

    /**
     * Returns the programs of a name.
     *
     * @param name path, or name on the PATH
     * @param path value of the variable PATH
     */
    static List<Path> named(String name, String path) {
        List<String> places = name.contains("/")
                ? List.of(name)
                : Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> folder.startsWith("/"))
                        .map(folder -> folder + "/" + name)
                        .toList();
        List<Path> found = new ArrayList<>();
        for (String place : places) {
            try {
                Path file = Path.of(place).toAbsolutePath().normalize();
                if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                    found.add(file);
                }
            } catch (InvalidPathException noPath) {
                // an entry of the path that is none holds no program
            }
        }
        return found;
    }

    /**
     * Asks a program where it is installed.
     *
     * @param program executable, or a script that starts one
     * @throws IOException if it is no usable Python 3; one line
     */
    static Interpreter of(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "-s", "-B", "-c", QUESTION)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " did not end within " + LIMIT_SECONDS + " s");
            }
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.exitValue() != 0 || lines.size() != 4) {
                throw new IOException(program + " is no Python 3 interpreter");
            }
            Path executable = Path.of(lines.get(0));
            List<Path> folders = new ArrayList<>();
            for (String folder : List.of(
                    lines.get(1),
                    lines.get(2),
                    Path.of(lines.get(3), "..").normalize().toString())) {
                folders.add(harmless(program, Path.of(folder)));
            }
            boolean visible = executable.startsWith("/usr") || folders.stream().anyMatch(executable::startsWith);
            return new Interpreter(visible ? executable : Path.of(lines.get(3)), folders);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A sandbox shows the folder of the interpreter, so that it must not hold the files of its user. */
    private static Path harmless(Path program, Path folder) throws IOException {
        Path home = Path.of(System.getProperty("user.home", "/root"));
        if (home.startsWith(folder)) {
            throw new IOException(program + " is installed in " + folder + ", which contains the home folder " + home);
        }
        return folder;
    }
}
