package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a line of data that cannot be used. */
class BadDataTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path data = Path.of("");

    @BeforeEach
    void write() throws IOException {
        data = Files.writeString(
                folder.resolve("azure.csv"),
                "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-12 00:00:00,9,1\n2024-05-32 00:00:01,9,1\n");
    }

    private Path console() {
        return folder.resolve("console.txt");
    }

    private int run() {
        String[] args = {
            "Repeating",
            "-p",
            "dataset=" + data,
            "-p",
            "arrivals=replay",
            "-out",
            folder.resolve("out").toString(),
            "-o",
            console().toString()
        };
        return Main.run(args, new PrintWriter(err), new PrintWriter(err));
    }

    @Test
    void endsBeforeTheRunWithOneLineThatNamesFileAndLine() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString().strip())
                .startsWith("ERROR: ")
                .contains(data + ":3: \"TIMESTAMP\" = \"2024-05-32 00:00:01\" is not a date and time")
                .doesNotContain("\n");
        assertThat(console()).isEmptyFile();
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
