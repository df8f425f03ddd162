package io.varcas.profiler.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.varcas.profiler.kernel.KernelProfile.Side;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads a Chrome trace of the torch profiler (Kineto) as a stream of events. Kernels, copies and fills of a GPU count; if
 * there are none, the operators of the CPU do. A file that ends early counts up to its end.
 */
final class TorchTrace {

    private static final int MOST_STEPS = 100_000;
    private static final int LONGEST_NAME = 1 << 20;

    /** Traces hold names that C++ wrote without escaping them. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_NAME)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String source;
    private final TraceEvent event = new TraceEvent();
    private final KernelTotals gpu = new KernelTotals();
    private final KernelTotals cpu = new KernelTotals();
    private final Map<Long, BusyIntervals> devices = new LinkedHashMap<>();
    private final Map<Long, BusyIntervals> processes = new LinkedHashMap<>();
    private final Map<Long, Map<Long, CpuThread>> threads = new LinkedHashMap<>();
    private final List<EngineStep> cpuSteps = new ArrayList<>();
    private final List<EngineStep> gpuSteps = new ArrayList<>();
    private long cpuStepCount;
    private long gpuStepCount;
    private final List<String> notes = new ArrayList<>();
    private String device = "";
    private long events;
    private long invalid;
    private boolean truncated;
    private long origin = Long.MAX_VALUE;

    private TorchTrace(String source) {
        this.source = source;
    }

    /**
     * Reads a trace.
     *
     * @param source name of the file, for messages
     * @param in the JSON, already decompressed; not closed
     * @param classes classifies the kernels
     * @throws ProfileException if it is no trace, or has no kernel and no operator
     */
    static KernelProfile read(String source, InputStream in, KernelClassifier classes) throws IOException {
        TorchTrace trace = new TorchTrace(source);
        trace.parse(in);
        return trace.profile(classes);
    }

    private void parse(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                events(json);
                return;
            }
            if (first != JsonToken.START_OBJECT) {
                throw new ProfileException(source + ": not a Chrome trace: it is not a JSON object or array");
            }
            boolean found = false;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("traceEvents") && value == JsonToken.START_ARRAY) {
                    found = true;
                    events(json);
                } else if (name.equals("deviceProperties") && value == JsonToken.START_ARRAY) {
                    device(json);
                } else {
                    json.skipChildren();
                }
            }
            if (!found) {
                throw new ProfileException(source + ": not a Chrome trace: it has no array traceEvents");
            }
        } catch (ProfileException none) {
            throw none;
        } catch (StreamConstraintsException excessive) {
            throw new ProfileException(source + ": " + excessive.getOriginalMessage());
        } catch (IOException broken) {
            if (events == 0) {
                throw new ProfileException(source + ": cannot be read as a Chrome trace: " + firstLine(broken));
            }
            truncated = true;
            notes.add("the file ends early or is damaged after " + events + " events; they alone are counted ("
                    + firstLine(broken) + ")");
        }
    }

    private static String firstLine(IOException problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    private void device(JsonParser json) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && device.isEmpty() && "name".equals(json.currentName())) {
                device = json.getText();
            }
        }
    }

    private void events(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        while (token == JsonToken.START_OBJECT) {
            if (event.read(json)) {
                count();
            } else if (event.isInvalid()) {
                invalid++;
            }
            events++;
            token = json.nextToken();
        }
    }

    private void count() {
        origin = Math.min(origin, event.start());
        switch (event.category()) {
            case KERNEL, COPY -> {
                event.total(gpu).add(1, event.nanos());
                devices.computeIfAbsent(event.process(), id -> new BusyIntervals())
                        .add(event.start(), event.start() + event.nanos());
            }
            case OPERATOR, ANNOTATION -> {
                threads.computeIfAbsent(event.process(), id -> new LinkedHashMap<>())
                        .computeIfAbsent(event.thread(), id -> new CpuThread(busyOf(event.process())))
                        .add(event.total(cpu), event.start(), event.nanos());
                if (event.category() == TraceEvent.Category.ANNOTATION && step(cpuSteps)) {
                    cpuStepCount++;
                }
            }
            case GPU_ANNOTATION -> {
                if (step(gpuSteps)) {
                    gpuStepCount++;
                }
            }
        }
    }

    private boolean step(List<EngineStep> steps) {
        Optional<EngineStep> step = EngineStep.of(event.name(), event.start() / 1e9, event.nanos() / 1e9, 1);
        if (step.isPresent() && steps.size() < MOST_STEPS) {
            steps.add(step.get());
        }
        return step.isPresent();
    }

    private KernelProfile profile(KernelClassifier classes) throws ProfileException {
        boolean onGpu = !gpu.isEmpty();
        if (!onGpu && cpu.isEmpty()) {
            throw new ProfileException(source + ": none of its " + events
                    + " events is a kernel or an operator; nothing was computed while it was recorded");
        }
        if (invalid > 0) {
            notes.add("events without a valid time, left out: " + invalid);
        }
        Map<Long, BusyIntervals> busy = onGpu ? devices : processes;
        long first =
                busy.values().stream().mapToLong(BusyIntervals::first).min().orElse(0);
        long last = busy.values().stream().mapToLong(BusyIntervals::last).max().orElse(0);
        double mean =
                busy.values().stream().mapToLong(BusyIntervals::busy).average().orElse(0);
        double doubtful = busy.values().stream()
                .mapToLong(BusyIntervals::doubtful)
                .average()
                .orElse(0);
        if (doubtful > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the idle share is up to %.2f percentage points too high: kernels were not in the order of their"
                            + " starts",
                    100 * doubtful / Math.max(1, last - first)));
        }
        boolean shadows = onGpu && !gpuSteps.isEmpty();
        List<EngineStep> steps = shadows ? gpuSteps : cpuSteps;
        long stepCount = shadows ? gpuStepCount : cpuStepCount;
        if (stepCount > steps.size()) {
            notes.add("the timeline has the first " + steps.size() + " of " + stepCount + " steps");
        }
        return new KernelProfile(
                source,
                "torch trace",
                onGpu ? Side.GPU : Side.CPU,
                device,
                Math.max(1, busy.size()),
                OptionalDouble.of((last - first) / 1e9),
                OptionalDouble.of(mean / 1e9),
                onGpu ? gpu.rows(classes) : HostTime.merged(cpu.rows(classes)),
                steps.stream().map(this::sinceOrigin).toList(),
                stepCount,
                truncated,
                notes);
    }

    private EngineStep sinceOrigin(EngineStep step) {
        return new EngineStep(
                Math.max(0, step.startSeconds() - origin / 1e9),
                step.seconds(),
                step.steps(),
                step.prefillSequences(),
                step.prefillTokens(),
                step.decodeSequences(),
                step.decodeTokens());
    }

    private BusyIntervals busyOf(long process) {
        return processes.computeIfAbsent(process, id -> new BusyIntervals());
    }
}
