package io.varcas.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those that {@code random} of CPython 3.11.7 gave (2026-11-30). */
class PythonRandomTest {

    private static List<Integer> shuffled(long seed, int size) {
        List<Integer> list = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        new PythonRandom(seed).shuffle(list);
        return list;
    }

    /** Sum of each number times its place from 1, modulo a prime: different if two numbers change places. */
    private static long weighted(List<Integer> numbers) {
        return IntStream.range(0, numbers.size())
                        .mapToLong(i -> (i + 1L) * numbers.get(i))
                        .sum()
                % 1_000_003;
    }

    @Test
    void shufflesAsPythonDoes() {
        assertThat(shuffled(0, 10)).containsExactly(7, 8, 1, 5, 3, 4, 2, 0, 9, 6);
        assertThat(shuffled(42, 17)).containsExactly(7, 10, 5, 6, 15, 14, 13, 9, 8, 1, 2, 12, 16, 4, 11, 0, 3);
        assertThat(shuffled(0, 1)).containsExactly(0);
        assertThat(shuffled(0, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 2",
        "0, 3, 7",
        "0, 7, 96",
        "0, 8, 144",
        "0, 9, 182",
        "0, 255, 193605",
        "0, 256, 241577",
        "0, 257, 298540",
        "0, 65535, 180644",
        "0, 65536, 229788",
        "0, 65537, 388949",
        "0, 94145, 876",
        "1, 2, 1",
        "1, 8, 117",
        "1, 1023, 337625",
        "1, 1024, 87971",
        "1, 1025, 19980",
        "1, 94145, 470688",
        "42, 9, 148",
        "42, 257, 200092",
        "42, 1024, 351237",
        "42, 65536, 714531",
        "2147483647, 7, 65",
        "2147483647, 256, 200934",
        "2147483647, 1025, 345926",
        "2147483648, 7, 79",
        "2147483648, 256, 236992",
        "2147483648, 94145, 437273",
        "4294967295, 8, 121",
        "4294967295, 1023, 716014",
        "4294967295, 94145, 168372"
    })
    void shufflesListsAroundPowersOfTwo(long seed, int size, long weighted) {
        assertThat(weighted(shuffled(seed, size))).isEqualTo(weighted);
    }

    @Test
    void choosesAsPythonDoes() {
        PythonRandom random = new PythonRandom(5);
        assertThat(IntStream.of(1, 2, 3, 4, 5, 1000, 1, 7).map(random::below))
                .containsExactly(0, 1, 2, 0, 3, 794, 0, 5);
    }
}
