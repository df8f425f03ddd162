package io.varcas.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    private static final String FACE = "\uD83D\uDE00";

    @Test
    void makesOneLineOfWhateverBreaksLines() {
        assertThat(ForeignText.oneLine(" a\r\n\tb\u2028c\u0085d\u000Be  ")).isEqualTo("a b c d e");
        assertThat(ForeignText.line("a\nb\rc\u2029d  e\tf")).isEqualTo("a b c d  e f");
    }

    @Test
    void takesFromControlCharactersWhatTheyDo() {
        assertThat(ForeignText.oneLine("\u001b[31mred\u009b2J\u0000\u0007\u202Etxt.exe"))
                .isEqualTo("\uFFFD[31mred\uFFFD2J\uFFFD\uFFFD\uFFFDtxt.exe");
        assertThat(ForeignText.lines("a\n\tb\u001bc\rd")).isEqualTo("a\n\tb\uFFFDc\nd");
    }

    @Test
    void cutsBetweenCharactersAndNotWithinThem() {
        assertThat(ForeignText.oneLine("abc" + FACE + FACE, 4)).isEqualTo("abc" + FACE + " ...");
        assertThat(ForeignText.oneLine("abc" + FACE, 4)).isEqualTo("abc" + FACE);
    }

    @Test
    void leavesOutTheMiddleOfWhatIsLongInAMessage() {
        String rule = "\"; it must be a whole number";
        assertThat(ForeignText.message("forks = \"" + "9".repeat(100_000) + rule))
                .isEqualTo(
                        "forks = \"" + "9".repeat(99) + " ...(99,804 characters left out)... " + "9".repeat(97) + rule);
        assertThat(ForeignText.message("forks = \"" + "a b ".repeat(250_000) + rule))
                .hasSizeLessThan(2_100)
                .startsWith("forks = \"a b ")
                .endsWith("a b " + rule);
        String listing = "unknown model \"x\"; known are " + "llama-3.1-8b, ".repeat(200);
        assertThat(ForeignText.message(listing)).isEqualTo(listing);
    }

    @Test
    void replacesHalvesOfPairsAndKeepsPairs() {
        assertThat(ForeignText.whole("a\uD800b\uDC00" + FACE + "\uD83D")).isEqualTo("a\uFFFDb\uFFFD" + FACE + "\uFFFD");
        assertThat(ForeignText.line("\uD800")).isEqualTo("\uFFFD");
    }
}
