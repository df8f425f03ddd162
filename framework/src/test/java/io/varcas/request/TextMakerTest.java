package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.traffic.Seed;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMakerTest {

    private static final int BEGINNING = 1; // the tokenizer counts one more for the beginning of a text

    private final RegexTokenizer tokenizer = new RegexTokenizer();
    private final TextMaker counted;

    TextMakerTest() throws IOException {
        counted = new TextMaker(TokenCosts.counted(tokenizer), Seed.of(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 50, 300, 5000})
    void makesWordsOfExactlyTheWantedTokens(int tokens) {
        for (int i = 0; i < 50; i++) {
            MeasuredText text = counted.words(i, tokens, Seed.of(i).generator());
            assertThat(text.tokens()).isEqualTo(tokens);
            assertThat(tokenizer.count(text.text()) - BEGINNING).isEqualTo(tokens);
        }
    }

    @ParameterizedTest
    @EnumSource(TextSource.class)
    void makesSentencesOfExactlyTheWantedTokens(TextSource source) {
        for (int i = 0; i < 300; i++) {
            int tokens = 4 + i;
            MeasuredText text = counted.sentences(i, tokens, source, Seed.of(i).generator());
            assertThat(text.tokens()).isEqualTo(tokens);
            assertThat(tokenizer.count(text.text()) - BEGINNING).as(text.text()).isEqualTo(tokens);
        }
    }

    @ParameterizedTest
    @EnumSource(TextSource.class)
    void fillsEveryGapOfEverySentence(TextSource source) {
        String text =
                counted.sentences(1, 20_000, source, Seed.of(1).generator()).text();
        assertThat(text).doesNotContainPattern("\\{[a-z]+}").contains(". ".strip());
    }

    @Test
    void beginsNoTwoTextsAlike() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            String words = counted.words(i, 6, Seed.of(1).generator()).text();
            assertThat(texts.add(words)).as("text %d", i).isTrue();
        }
    }

    @Test
    void beginsALongerSharedTextWithTheShorterOnes() {
        String longer = counted.beginning(500, Seed.of(3).generator()).text();
        for (int tokens = 1; tokens < 500; tokens += 7) {
            MeasuredText shorter = counted.beginning(tokens, Seed.of(3).generator());
            assertThat(shorter.tokens()).isEqualTo(tokens);
            assertThat(longer).startsWith(shorter.text());
        }
        assertThat(counted.beginning(500, Seed.of(4).generator()).text()).isNotEqualTo(longer);
    }

    @Test
    void countsPiecesOnlyOnce() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        TextMaker maker = new TextMaker(
                TokenCosts.counted(text -> {
                    calls.incrementAndGet();
                    return tokenizer.count(text);
                }),
                Seed.of(7));
        maker.prepare(TextSource.CORPUS);
        int prepared = calls.get();
        for (int i = 0; i < 100; i++) {
            maker.sentences(i, 400, TextSource.CORPUS, Seed.of(i).generator());
        }
        assertThat(calls).hasValue(prepared);
    }

    @Test
    void estimatesAWordAsATokenAndOtherTextByItsLetters() {
        TokenCosts estimated = TokenCosts.estimated();
        assertThat(estimated.isCounted()).isFalse();
        assertThat(estimated.of(" information")).isEqualTo(1);
        assertThat(estimated.of(" A sentence of 32 letters or so..")).isEqualTo(8);
    }
}
