package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.nio.file.Path;
import java.util.List;

/** Runs of {@link MoodyWorkload}. */
final class MoodyRuns {

    private MoodyRuns() {}

    static RunOptions.Builder options(Path out, String... moods) {
        return RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set("mood", List.of(moods))
                .out(out);
    }

    static TrialResult only(ResultBundle bundle) {
        assertThat(bundle.result().trials()).hasSize(1);
        return bundle.result().trials().get(0);
    }
}
