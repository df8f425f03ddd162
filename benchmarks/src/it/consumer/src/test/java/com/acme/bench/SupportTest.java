package com.acme.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.varcas.metric.MetricKey;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.TrialResult;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportTest {

    @Test
    void meetsItsObjectives(@TempDir Path results) throws Exception {
        ResultBundle bundle = new Runner(RunOptions.builder()
                        .include(Support.class)
                        .set("tone", List.of("polite"))
                        .out(results)
                        .build())
                .run();

        TrialResult trial = bundle.result().trials().get(0);
        assertEquals(RunVerdict.MET, bundle.result().verdict(), trial.toString());
        assertEquals(10, trial.metrics().value(MetricKey.parse("tokens.output.mean")).orElse(-1));
    }
}
