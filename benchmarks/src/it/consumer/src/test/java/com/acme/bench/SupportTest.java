package com.acme.bench;

import static io.varcas.junit.SlaAssertions.assertThat;

import io.varcas.junit.SlaTest;
import io.varcas.result.RunResult;
import java.time.Duration;

class SupportTest {

    @SlaTest(value = Support.class, set = "tone=polite")
    void meetsItsObjectives(RunResult result) {
        assertThat(result).metric("ttft.p50").isAtMost(Duration.ofSeconds(2)).metric("tokens.output.mean").isAtLeast(40); // beyond what its @Sla say
    }
}
