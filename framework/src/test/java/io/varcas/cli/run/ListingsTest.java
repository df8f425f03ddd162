package io.varcas.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ListingsTest {

    @Test
    void reportsOfAnObjectiveWhetherItOnlyWarnsAndHowManySamplesItNeeds() {
        StringWriter said = new StringWriter();
        String[] args = {"-lp", "WaryChat"};

        assertThat(Main.run(args, new PrintWriter(said), new PrintWriter(said))).isZero();
        assertThat(said.toString().lines().filter(line -> line.startsWith("  sla ")))
                .containsExactly(
                        "  sla ttft.p50 <= 60000.0 ms  # any answer will do",
                        "  sla ttft.p99 <= 800.0 ms; warns only; needs n >= 2000  # tail",
                        "  sla tpot.p95 <= 80.0 ms/token; needs n >= 300");
    }
}
