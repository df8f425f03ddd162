package io.varcas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.accuracy.Scorer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example dataset. */
class WordProblemsTest {

    private static final ClassLoader HERE = WordProblemsTest.class.getClassLoader();
    private static final Pattern PRODUCT = Pattern.compile("(?<![\\d.])(\\d+) \\* (\\d+) = (\\d+)(?!\\.?\\d)");

    private final List<GroundTruthItem> items =
            GroundTruthReader.read("word-problems.jsonl", HERE).items();

    @Test
    void areFiftyWhoseReferencesAreRight() {
        assertThat(items).hasSize(50).extracting(GroundTruthItem::prompt).doesNotHaveDuplicates();
        Scorer strict = Scorer.extensions().named("gsm8k-strict", HERE);
        for (GroundTruthItem item : items) {
            String reference = item.references().get(0);
            assertThat(strict.grade(item, new Attempt.Answered(reference, Optional.of("stop"))))
                    .as(item.id())
                    .isEqualTo(new Grade.Scored(1));
            Matcher product = PRODUCT.matcher(reference);
            while (product.find()) {
                assertThat(Long.parseLong(product.group(1)) * Long.parseLong(product.group(2)))
                        .as(item.id())
                        .isEqualTo(Long.parseLong(product.group(3)));
            }
        }
    }
}
