package io.varcas.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance http://127.0.0.1:1 -policy queue | -policy queue: must be one of round-robin, random,"
                        + " least-requests, two-choices, queue-aware, prefix-affinity, session",
                "balance http://127.0.0.1:1 http://127.0.0.1:1 | replica 127.0.0.1:1 is given twice",
                "balance https://127.0.0.1:1 | must be http://HOST:PORT",
                "balance http://user:secret@127.0.0.1:1 | replica \"http://127.0.0.1:1\" must be http://HOST:PORT",
                "balance http://127.0.0.1:1 -port 99999 | -port 99999: must be from 0 to 65535",
                "balance http://127.0.0.1:1 -silence soon | -silence soon: must be a time such as 10s",
                "balance http://127.0.0.1:1 -threads 0 | threads = 0: must be at least 1",
            })
    void refusesWrongInputInOneLine(String command, String message) {
        StringWriter err = new StringWriter();
        int code =
                Main.run(command.strip().split(" "), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(message.strip()).doesNotContain("secret");
    }
}
