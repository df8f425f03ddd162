package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.setting.type.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorersTest {

    private static final ClassLoader HERE = ScorersTest.class.getClassLoader();

    @ParameterizedTest(name = "\"{0}\" for \"{1}\" is {2}")
    @CsvSource({
        "'The  Eiffel Tower.', 'eiffel tower', 1",
        "'theatre', 'atre', 0",
        "'U.S.', 'us', 1",
        "'an apple a day', 'apple day', 1",
        "'co-op', 'co op', 0",
        "'42', '42.0', 0",
        "'Crème brûlée', 'crème brûlée!', 1",
        "'the', 'a', 1",
        "'', 'x', 0",
    })
    void normalisesAsSquadDoes(String answer, String reference, double expected) {
        assertThat(text("exact-match").score(answer, List.of(reference))).isEqualTo(expected);
    }

    // By hand: F = 2 LCS / (|answer| + |reference|) in words.
    @ParameterizedTest(name = "\"{0}\" for \"{1}\" is {2}")
    @CsvSource({
        "'the cat was found under the bed', 'the cat was under the bed', 0.923076923076923",
        "'police kill the gunman', 'police killed the gunman', 0.75",
        "'gunman the police kill', 'police kill the gunman', 0.5",
        "'ROUGE-L: F1', 'rouge l f1', 1",
        "'a b c d', 'e f', 0",
        "'', 'a', 0",
        "'日本語', '日本語', 0",
    })
    void measuresTheLongestCommonSubsequenceOfWords(String answer, String reference, double expected) {
        assertThat(text("rouge-l").score(answer, List.of(reference))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void countsTheBestOfSeveralReferences() {
        assertThat(text("exact-match").score("Paris", List.of("London", "paris")))
                .isEqualTo(1);
        assertThat(text("rouge-l").score("one two", List.of("one", "one two three four", "x")))
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void proposesTheNearestName() {
        assertThatThrownBy(() -> Scorer.extensions().named("rogue-l", HERE))
                .isInstanceOf(SettingException.class)
                .hasMessage("unknown scorer \"rogue-l\"; did you mean \"rouge-l\"?");
    }

    @Test
    void findsAScorerByItsClass() {
        assertThat(text(LengthScorer.class.getName()).score("abc", List.of("abcd")))
                .isEqualTo(0.75);
    }

    @Test
    void refusesAClassThatIsNoScorer() {
        assertThatThrownBy(() -> Scorer.extensions().named("java.lang.String", HERE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("java.lang.String does not implement io.varcas.accuracy.Scorer");
        assertThatThrownBy(() -> Scorer.extensions().named(HiddenScorer.class.getName(), HERE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("public constructor without parameters");
    }

    private static TextScorer text(String name) {
        return (TextScorer) Scorer.extensions().named(name, HERE);
    }

    /** A scorer of a user's own. */
    public static final class LengthScorer implements TextScorer {
        @Override
        public String name() {
            return "length";
        }

        @Override
        public double score(String answer, List<String> references) {
            return (double) answer.length() / references.get(0).length();
        }
    }

    private static final class HiddenScorer implements TextScorer {
        @Override
        public String name() {
            return "hidden";
        }

        @Override
        public double score(String answer, List<String> references) {
            return 0;
        }
    }
}
