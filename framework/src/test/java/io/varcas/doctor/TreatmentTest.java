package io.varcas.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreatmentTest {

    private static final String SWAPPINESS = "proc/sys/vm/swappiness";
    private static final String PORTS = "proc/sys/net/ipv4/ip_local_port_range";
    private static final String REUSE = "proc/sys/net/ipv4/tcp_tw_reuse";

    @TempDir
    Path root;

    @TempDir
    Path home;

    private Machine machine;
    private Treatment treatment;

    @BeforeEach
    void setUp() {
        machine = Machine.good(root)
                .file(SWAPPINESS, "60\n")
                .file(PORTS, "60000\t60999\n")
                .file(REUSE, "0\n");
        treatment = new Treatment(machine.files(), home.resolve("state/undo.json"));
    }

    private String text(String path) throws IOException {
        return Files.readString(root.resolve(path)).strip();
    }

    @Test
    void setsAndRestoresEachValue() throws IOException {
        assertThat(treatment.apply(machine.examine()))
                .extracting(Treatment.Step::line)
                .containsExactly(
                        "set /" + SWAPPINESS + " from 60 to 10",
                        "set /" + PORTS + " from 60000 60999 to 1024 65535",
                        "set /" + REUSE + " from 0 to 1");
        assertThat(machine.check("memory.swappiness").severity()).isEqualTo(Severity.OK);
        assertThat(text(PORTS)).isEqualTo("1024 65535");

        assertThat(treatment.undo()).allMatch(Treatment.Step::done).hasSize(3);
        assertThat(text(SWAPPINESS)).isEqualTo("60");
        assertThat(text(PORTS)).isEqualTo("60000 60999");
        assertThat(treatment.record()).doesNotExist();
    }

    @Test
    void changesNothingWithoutBeingAsked() throws IOException {
        machine.examine();
        assertThat(text(SWAPPINESS)).isEqualTo("60");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void keepsTheOldestValueWhenAppliedTwice() throws IOException {
        treatment.apply(machine.examine());
        machine.file(SWAPPINESS, "30\n");
        treatment.apply(machine.examine());
        treatment.undo();
        assertThat(text(SWAPPINESS)).isEqualTo("60");
    }

    @Test
    void leavesWhatSomebodyElseChangedSince() throws IOException {
        treatment.apply(machine.examine());
        machine.file(SWAPPINESS, "1\n");
        assertThat(treatment.undo().get(0))
                .isEqualTo(new Treatment.Step(false, "left /" + SWAPPINESS + ": it is 1, not 10 as set by --apply"));
        assertThat(text(SWAPPINESS)).isEqualTo("1");
        assertThat(text(REUSE)).isEqualTo("0");
    }

    @Test
    void refusesARecordThatNamesOtherFiles() throws IOException {
        Path record = Files.writeString(
                home.resolve("undo.json"), "{\"proc/sys/../../etc/passwd\": {\"before\": \"x\", \"after\": \"y\"}}");
        assertThatThrownBy(() -> new Treatment(machine.files(), record).undo())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no record of changes");
    }
}
