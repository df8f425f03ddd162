package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.TokenSource;
import io.varcas.request.PromptStatistics;
import io.varcas.runner.trial.PromptFindings;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptFindingsTest {

    @ParameterizedTest
    @CsvSource({
        "ESTIMATE, 512, 12, the load was lighter than declared",
        "TOKENIZER, 512, 400, the load was lighter than declared",
        "TOKENIZER, 512, 1024, the load was heavier than declared",
        "ESTIMATE, 100, 400, the load was heavier than declared"
    })
    void findsPromptsOfOtherLengthsThanPlanned(TokenSource source, long planned, long counted, String consequence) {
        assertThat(found(counts(source, 14, planned, counted, 0)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .startsWith("prompts have " + counted + " tokens on average by the server's count where "
                                + planned + " were planned")
                        .endsWith(consequence));
    }

    @ParameterizedTest
    @CsvSource({"TOKENIZER, 512, 512", "TOKENIZER, 20, 60", "ESTIMATE, 512, 640", "ESTIMATE, 512, 300"})
    void allowsForAChatTemplateAndForAnEstimate(TokenSource source, long planned, long counted) {
        assertThat(found(counts(source, 14, planned, counted, 0))).isEmpty();
    }

    @Test
    void reportsNothingWhereTheServerCountedNothing() {
        assertThat(found(counts(TokenSource.TOKENIZER, 0, 0, 0, 0))).isEmpty();
    }

    @Test
    void findsShortenedPrompts() {
        assertThat(found(counts(TokenSource.TOKENIZER, 14, 512, 512, 13)))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .startsWith("13 of 14 requests were shortened to fit into the context of the model");
    }

    private static List<Finding> found(PromptStatistics.Counts counts) {
        return PromptFindings.added(new Validity(List.of()), List.of(counts)).findings();
    }

    private static PromptStatistics.Counts counts(
            TokenSource source, long requests, long planned, long counted, long shortened) {
        return new PromptStatistics.Counts(
                14,
                14,
                14 * planned,
                14 * planned,
                source,
                0,
                0,
                shortened,
                0,
                true,
                0,
                requests,
                requests * planned,
                requests * counted);
    }
}
