package io.varcas.processor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@InputTokens(mean = 50, std = 30, min = 10, max = 300)",
                "@InputTokens(mean = 10, min = 10, max = 10)",
                "@OutputTokens(distribution = Distribution.UNIFORM, min = 500, max = 600)",
                "@InputTokens(distribution = Distribution.FIXED, mean = 7)",
            })
    void acceptsNumbersThatFitEachOther(String annotation) {
        Expect.accepted(chat(annotation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@InputTokens(min = /*LEN001*/300, max = 10) | inputTokens.min = 300 is above inputTokens.max = 10; did you swap"
                        + " them?",
                "@OutputTokens(mean = /*LEN002*/5, min = 10, max = 20) | outputTokens.mean = 5 is below outputTokens.min = 10;"
                        + " it must be from 10 to 20",
                "@OutputTokens(min = /*LEN002*/200) | outputTokens.mean = 100 (its default) is below outputTokens.min = 200; it"
                        + " must be from 200 to 1000000",
                "@InputTokens(mean = /*LEN003*/50.5, max = 50) | inputTokens.mean = 50.5 is above inputTokens.max = 50; it must"
                        + " be from 1 to 50",
                "@InputTokens(max = /*LEN003*/49) | inputTokens.mean = 50 (its default) is above inputTokens.max = 49; it must"
                        + " be from 1 to 49",
                "@InputTokens(distribution = Distribution.UNIFORM, min = /*LEN001*/2, max = 1) | inputTokens.min = 2 is above"
                        + " inputTokens.max = 1; did you swap them?",
            })
    void refusesNumbersThatDoNot(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    private static String chat(String annotation) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                %s
                class Chat {}
                """.formatted(annotation);
    }
}
