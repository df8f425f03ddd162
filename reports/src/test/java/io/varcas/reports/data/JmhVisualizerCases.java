package io.varcas.reports.data;

import io.varcas.annotation.Unit;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Results that are difficult for JMH Visualizer. */
final class JmhVisualizerCases {

    private JmhVisualizerCases() {}

    /** Trials whose parameters differ behind a space and an equals sign; a fifth of the requests of the last one fails. */
    static ResultBundle sweep(Path folder, double rate) throws IOException {
        SampleLoad load = SampleLoad.open(rate).ofRequests(1200, 8).inForks(2);
        SampleLoad failing =
                new SampleLoad(Map.of(), rate, load.users(), load.warmup(), load.windows(), load.window(), 1, 8, 0.2);
        return SampleBundle.write(
                folder,
                load.with(Map.of("rates", "0s:5 1s:9", "sampling.fields", "user=a")),
                load.with(Map.of("rates", "0s:5 1s:20", "sampling.fields", "user=a")),
                failing.with(Map.of("rates", "0s:5 1s:20", "sampling.fields", "user=b")));
    }

    /** A trial without any number. */
    static ResultBundle failed(Path folder) {
        return bundle(folder, FailedTrial.because("refused"));
    }

    /** A workload with parameters whose score is a throughput, and one of the same package without either. */
    static ResultBundle ofOnePackage(Path folder) throws IOException {
        TrialResult swept = sweep(folder, 40).result().trials().get(0);
        Objective goodput = Objective.of("goodput", Direction.AT_LEAST, 10, Unit.PER_SECOND, "");
        return bundle(folder, swept.judgedBy(List.of(goodput)), FailedTrial.because("refused"));
    }

    private static ResultBundle bundle(Path folder, TrialResult... trials) {
        return new ResultBundle(folder, SampleBundle.run("cases", List.of(trials)));
    }
}
