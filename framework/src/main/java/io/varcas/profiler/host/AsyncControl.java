package io.varcas.profiler.host;

import io.varcas.profiler.Tool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/** The way in which async-profiler is reached: by its command, or by its library in this JVM. */
interface AsyncControl {

    /**
     * Starts a profile of this JVM.
     *
     * @param event event to sample
     * @param output format of the file; {@code jfr} is written from the start on
     * @param file gets the profile
     * @throws IOException if it is refused; one line
     */
    void start(String event, String output, Path file) throws IOException;

    /**
     * Ends the profile and writes it.
     *
     * @param output format of the file
     * @param file gets the profile
     * @throws IOException if it cannot be written; one line
     */
    void stop(String output, Path file) throws IOException;

    /** Returns the reason why it cannot be reached; empty if it can. */
    Optional<String> obstacle();

    /**
     * async-profiler by its command.
     *
     * @param asprof the command
     */
    record Command(Tool asprof) implements AsyncControl {

        private static final Duration LIMIT = Duration.ofMinutes(1);

        @Override
        public void start(String event, String output, Path file) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("start", "-e", event));
            if (output.equals(AsyncProfiler.JFR)) {
                arguments.addAll(List.of("-o", output, "-f", file.toString()));
            }
            call(arguments);
        }

        @Override
        public void stop(String output, Path file) throws IOException {
            call(new ArrayList<>(List.of("stop", "-o", output, "-f", file.toString())));
        }

        private void call(List<String> arguments) throws IOException {
            arguments.add(String.valueOf(ProcessHandle.current().pid()));
            asprof.require(LIMIT, arguments);
        }

        @Override
        public Optional<String> obstacle() {
            return asprof.obstacle();
        }
    }

    /**
     * async-profiler by its library, as it is in the Maven artifact {@code tools.profiler:async-profiler}: this JVM loads it as an agent.
     *
     * @param file the library
     */
    record Library(Path file) implements AsyncControl {

        private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
        private static final String LOADED = "return code: 0";

        @Override
        public void start(String event, String output, Path profile) throws IOException {
            call("start,event=" + event + (output.equals(AsyncProfiler.JFR) ? "," + output + ",file=" + profile : ""));
        }

        @Override
        public void stop(String output, Path profile) throws IOException {
            call("stop," + output + ",file=" + profile);
        }

        private void call(String options) throws IOException {
            String[] arguments = {'"' + file.toAbsolutePath().toString() + '"', '"' + options + '"'};
            try {
                Object answer = ManagementFactory.getPlatformMBeanServer()
                        .invoke(new ObjectName(COMMANDS), "jvmtiAgentLoad", new Object[] {arguments}, new String[] {
                            String[].class.getName()
                        });
                if (!String.valueOf(answer).contains(LOADED)) {
                    throw new IOException(file + " refused \"" + options + "\": "
                            + String.valueOf(answer).lines().findFirst().orElse("")
                            + "; the reason is in the output of the fork");
                }
            } catch (JMException absent) {
                throw new IOException("this JVM cannot load agents: " + absent.getMessage(), absent);
            }
        }

        @Override
        public Optional<String> obstacle() {
            return Files.isReadable(file)
                    ? Optional.empty()
                    : Optional.of("lib=" + file + " cannot be read; it is libasyncProfiler.so of this machine's"
                            + " architecture, such as from the jar tools.profiler:async-profiler");
        }
    }
}
