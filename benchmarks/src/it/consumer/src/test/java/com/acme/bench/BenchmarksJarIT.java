package com.acme.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.varcas.result.identity.VarcasVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksJarIT {

    private static String run(int exitCode, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "target/benchmarks.jar"));
        command.addAll(List.of(flags));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, process.waitFor(), output);
        return output;
    }

    @Test
    void listsTheWorkload() throws Exception {
        assertTrue(run(0, "-l").contains("com.acme.bench.Support"));
    }

    /** And not by this project's own version, 1.0, which its manifest has. */
    @Test
    void callsVarcasByItsVersion() throws Exception {
        String version = VarcasVersion.current();

        assertTrue(version.matches("\\d+\\.\\d+\\.\\d+.*"), version);
        assertTrue(run(0, "--version").contains("Varcas " + version), version);
    }

    @Test
    void runsBothTonesAndWritesTheResult(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("result.json");

        String output = run( // a busy machine may send late: this shows that the jar works, not how fast a server is
                0,
                "Support",
                "-p",
                "validity.sendLag=1s",
                "-out",
                folder.toString(),
                "-rf",
                "json",
                "-rff",
                file.toString());

        assertTrue(output.contains("SIMULATED"), output);
        String json = Files.readString(file);
        assertTrue(json.contains("\"tone\" : \"polite\"") && json.contains("\"tone\" : \"terse\""), json);
    }

    @Test
    void namesTheNearestParameter() throws Exception {
        assertTrue(run(2, "Support", "-p", "tune=polite").contains("did you mean \"tone\"?"));
    }

    @Test
    void carriesNothingOfTheTests() throws Exception {
        try (JarFile jar = new JarFile("target/benchmarks.jar")) {
            assertEquals(
                    List.of(),
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.matches("org/(junit|assertj|opentest4j)/.*"))
                            .toList());
        }
    }
}
