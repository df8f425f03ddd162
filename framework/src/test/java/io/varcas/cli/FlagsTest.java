package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FlagsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChatLow",
                "ChatLow Code -f 0 -target http://localhost:8000 -out folder",
                "-e Rag -e Code Chat -p users=1,2 -p rate=3",
                "-record -seed 7 -prof telemetry -prof server-metrics",
                "-hardware h100,model=llama-3.1-8b -config team.json -wi 0 -w 5s -i 2 -r 10s -to 1min",
            })
    void readsAPlainCommandLineAsPicocliDoes(String line) {
        String[] args = line.split(" ");
        Flags plain = new Flags();
        RunFlags run = new RunFlags(plain);
        Flags other = new Flags();
        RunFlags byPicocli = new RunFlags(other);

        assertThat(plain.read(args)).isTrue();
        new CommandLine(FlagsToSpec.spec(other)).parseArgs(args);

        assertThat(run.options()).isEqualTo(byPicocli.options());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-h", "-f", "-seed -1", "-f 1 -f 2", "-record -record", "-unknown 1", "@file", "--", "-foe true"
            })
    void leavesEveryOtherToPicocli(String line) {
        Flags flags = new Flags();
        new RunFlags(flags);

        assertThat(flags.read(line.split(" "))).isFalse();
    }
}
