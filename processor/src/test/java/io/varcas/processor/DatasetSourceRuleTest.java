package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetSourceRuleTest {

    private static final String SUMS = "path = \"ground-truth/sums.jsonl\"";

    @Test
    void itsMembersAreSettings() {
        Compiled compiled = Expect.accepted(chat(("@Dataset(%s, format = Dataset.RECORDS, limit = 9,"
                        + " onBadLine = OnBadLine.SKIP, repeat = false) @OpenLoop(arrivals = Arrivals.REPLAY)")
                .formatted(SUMS)));
        assertThat(compiled.runner("a.Chat_Runner").spec().settings())
                .containsEntry("dataset", "ground-truth/sums.jsonl")
                .containsEntry("dataset.format", "records")
                .containsEntry("dataset.limit", "9")
                .containsEntry("dataset.onBadLine", "skip")
                .containsEntry("dataset.repeat", "false")
                .containsEntry("arrivals", "replay");
    }

    @Test
    void acceptsReadersOfOnesOwn() {
        Expect.accepted("""
                package b;
                import io.varcas.dataset.*;
                import java.util.List;
                public class Own implements DatasetReader {
                    @Override public String name() { return "own"; }
                    @Override public String description() { return "own"; }
                    @Override public boolean recognises(com.fasterxml.jackson.databind.JsonNode first) { return true; }
                    @Override public List<DatasetEntry> read(com.fasterxml.jackson.databind.JsonNode record, DatasetSpec spec) {
                        return List.of();
                    }
                }
                """, chat("@Dataset(%s, format = \"b.Own\")".formatted(SUMS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/*DAT001*/@Dataset(limit = 9) | @Dataset has no path; add path = \"...\", a file or resource of requests",
                "@Dataset(SUMS, format = /*DAT004*/\"a.Chat\") | dataset reader a.Chat does not implement"
                        + " io.varcas.dataset.DatasetReader",
                "@Dataset(SUMS, limit = /*SET001*/-1) | dataset.limit = \"-1\": must be a whole number of at least 0; did you mean"
                        + " 1?",
                "@Dataset(SUMS, timeScale = /*SET001*/0) | dataset.timeScale = \"0\": must be a number greater than 0",
            })
    void refusesOthers(String annotation, String text) {
        Expect.refused(chat(annotation.replace("SUMS", SUMS)), text);
    }

    @Test
    void warnsOfAFormatThatOnlyTheRunCanKnow() {
        Expect.warned(
                chat("@Dataset(%s, format = /*DAT003*/\"sharegtp\")".formatted(SUMS)),
                "unknown dataset format \"sharegtp\"; did you mean \"sharegpt\"?");
    }

    @Test
    void warnsOfAFileThatIsNotThereYet() {
        Expect.warned(
                chat("@Dataset(path = /*DAT002*/\"azure.csv\")"),
                "dataset \"azure.csv\" is neither a resource on the class path nor a file now; it must be there when the workload"
                        + " is run");
    }

    private static String chat(String annotation) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                %s
                public class Chat {}
                """.formatted(annotation);
    }
}
