package io.varcas.profiler.otlp;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.record.ServerTimes;
import io.varcas.text.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receiver of spans at work. */
final class OtlpRun implements ProfilerRun {

    private final OtlpReceiver receiver;
    private final Duration wait;

    /**
     * @param wait how long the last spans may take to arrive
     */
    OtlpRun(OtlpReceiver receiver, Duration wait) {
        this.receiver = receiver;
        this.wait = wait;
    }

    @Override
    public void sample() {}

    @Override
    public void measuring() {}

    @Override
    public void measured() {}

    @Override
    public ProfilerResult stop() {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        receiver.close();
        Map<String, ServerTimes> requests = receiver.requests();
        List<Reading> summary = List.of(
                Reading.of("otlp.spans.request", "spans", requests.size()),
                Reading.of("otlp.spans.other", "spans", (double) receiver.others()),
                Reading.of("otlp.rejected", "exports", (double) receiver.rejected()));
        return new ProfilerResult(
                Profile.OTLP,
                problem(requests.isEmpty()),
                List.of(),
                summary,
                requests.isEmpty() ? List.of() : List.of(new Attachment(SpanFile.NAME, SpanFile.write(requests))));
    }

    private Optional<String> problem(boolean none) {
        if (receiver.rejected() > 0) {
            return Optional.of(receiver.rejected() + " exports could not be read: "
                    + ForeignText.oneLine(receiver.lastFault().orElse("")));
        }
        return none
                ? Optional.of("no span of a request arrived at " + receiver.endpoint()
                        + "; start vLLM with OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf in its environment and"
                        + " --otlp-traces-endpoint " + receiver.endpoint())
                : Optional.empty();
    }
}
