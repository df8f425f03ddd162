package io.varcas.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {

    @Test
    void readsAFileOfObjectives(@TempDir Path folder) throws IOException {
        StringWriter said = new StringWriter();
        Path file = Files.writeString(folder.resolve("slo.txt"), "# ours\nttft.p50<=2s # typing\n");
        String[] args = {"-lp", "WaryChat", "-sla", "none", "-sla", "@" + file};

        assertThat(Main.run(args, new PrintWriter(said), new PrintWriter(said))).isZero();
        assertThat(said.toString().lines().filter(line -> line.startsWith("  sla ")))
                .containsExactly("  sla ttft.p50 <= 2,000 ms  # typing; from command line, replaces ttft.p50 <= 60 s");
    }

    @Test
    void namesTheLayerOfAnObjectiveAndTheBoundThatItReplaces() {
        StringWriter said = new StringWriter();
        String[] args = {"-lp", "WaryChat", "-sla", "ttft.p50<=2s", "-sla", "e2e.p95<=9s # patience"};

        assertThat(Main.run(args, new PrintWriter(said), new PrintWriter(said))).isZero();
        assertThat(said.toString().lines().filter(line -> line.startsWith("  sla ")))
                .contains(
                        "  sla ttft.p50 <= 2,000 ms  # from command line, replaces ttft.p50 <= 60 s",
                        "  sla e2e.p95 <= 9,000 ms  # patience; from command line");
    }

    @Test
    void reportsOfAnObjectiveWhetherItOnlyWarnsAndHowManySamplesItNeeds() {
        StringWriter said = new StringWriter();
        String[] args = {"-lp", "WaryChat"};

        assertThat(Main.run(args, new PrintWriter(said), new PrintWriter(said))).isZero();
        assertThat(said.toString().lines().filter(line -> line.startsWith("  sla ")))
                .containsExactly(
                        "  sla ttft.p50 <= 60 s  # any answer will do; from annotation",
                        "  sla ttft.p99 <= 800 ms; warns only; needs n >= 2000  # tail; from annotation",
                        "  sla tpot.p95 <= 80 ms/token; needs n >= 300  # from annotation");
    }
}
