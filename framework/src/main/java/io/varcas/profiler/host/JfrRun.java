package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** One recording of the client. */
final class JfrRun implements ProfilerRun {

    private static final String FILE = "client.jfr";

    private final String settings;
    private final ProfilerContext context;
    private @Nullable Recording recording;
    private Optional<String> problem = Optional.of("the measurement phase never began");

    JfrRun(String settings, ProfilerContext context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public void sample() {}

    @Override
    public void measuring() {
        try {
            recording = new Recording(Configuration.getConfiguration(settings));
            recording.start();
            problem = Optional.empty();
        } catch (IOException | ParseException refused) {
            problem = Optional.of("no recording was begun: " + FailureText.of(refused));
        }
    }

    @Override
    public void measured() {
        if (recording != null && recording.getState() == RecordingState.RUNNING) {
            recording.stop();
        }
    }

    @Override
    public ProfilerResult stop() {
        measured();
        List<Reading> readings = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        List<String> files = new ArrayList<>();
        if (recording != null) {
            try (Recording done = recording) {
                Path file = context.folder().isPresent()
                        ? context.folder().get().resolve(FILE)
                        : Files.createTempFile("varcas", FILE);
                done.dump(file);
                HotMethods methods = read(file);
                readings.addAll(methods.readings());
                attachments.add(methods.text("client-methods.txt"));
                if (context.folder().isPresent()) {
                    files.add(FILE);
                } else {
                    Files.delete(file);
                }
            } catch (IOException unwritable) {
                problem = Optional.of("the recording cannot be kept: " + FailureText.of(unwritable));
            }
        }
        return new ProfilerResult(Profile.JFR, problem, List.of(), readings, attachments, files);
    }

    private static HotMethods read(Path file) throws IOException {
        HotMethods methods = new HotMethods();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                @Nullable RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && stack != null
                        && !stack.getFrames().isEmpty()) {
                    RecordedFrame top = stack.getFrames().get(0);
                    methods.add(
                            top.getMethod().getType().getName() + "."
                                    + top.getMethod().getName(),
                            1);
                }
            }
        }
        return methods;
    }
}
