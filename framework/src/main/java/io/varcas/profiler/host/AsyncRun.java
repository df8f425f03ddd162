package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One profile of the client by async-profiler. */
final class AsyncRun implements ProfilerRun {

    private static final Map<String, String> FILES =
            Map.of("collapsed", "client-stacks.txt", "flamegraph", "client-flamegraph.html", "jfr", "client-async.jfr");

    private final AsyncControl control;
    private final String event;
    private final String output;
    private final Path file;
    private boolean running;
    private boolean written;
    private Optional<String> problem = Optional.of("the measurement phase never began");

    AsyncRun(AsyncControl control, String event, String output, ProfilerContext context) {
        this.control = control;
        this.event = event;
        this.output = output;
        this.file = context.folder()
                .orElse(Path.of(""))
                .toAbsolutePath()
                .resolve(FILES.getOrDefault(output, FILES.get("collapsed")));
    }

    @Override
    public void sample() {}

    @Override
    public void measuring() {
        try {
            control.start(event, output, file);
            running = true;
            problem = Optional.empty();
        } catch (IOException refused) {
            problem = Optional.of(FailureText.of(refused));
        }
    }

    @Override
    public void measured() {
        if (running) {
            running = false;
            try {
                control.stop(output, file);
                written = Files.isRegularFile(file);
                problem = written ? problem : Optional.of("async-profiler wrote no " + file);
            } catch (IOException refused) {
                problem = Optional.of(FailureText.of(refused));
            }
        }
    }

    @Override
    public ProfilerResult stop() {
        measured();
        List<Reading> readings = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        if (written && output.equals("collapsed")) {
            try (Stream<String> stacks = Files.lines(file)) {
                HotMethods methods = new HotMethods();
                stacks.forEach(stack -> add(stack, methods));
                if (methods.isEmpty()) {
                    problem = Optional.of("async-profiler took no samples of " + event);
                }
                readings.addAll(methods.readings());
                attachments.add(methods.text("client-methods.txt"));
            } catch (IOException | UncheckedIOException unreadable) {
                problem = Optional.of(file + " cannot be read: " + FailureText.of(unreadable));
            }
        }
        return new ProfilerResult(
                Profile.ASYNC,
                problem,
                List.of(),
                readings,
                attachments,
                written ? List.of(String.valueOf(file.getFileName())) : List.of());
    }

    /** Adds a line {@code frame;frame;frame 12}. */
    private static void add(String stack, HotMethods methods) {
        int space = stack.lastIndexOf(' ');
        if (space > 0 && stack.substring(space + 1).matches("\\d{1,15}")) {
            String frames = stack.substring(0, space);
            methods.add(
                    frames.substring(frames.lastIndexOf(';') + 1).replace('/', '.'),
                    Long.parseLong(stack.substring(space + 1)));
        }
    }
}
