package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.reports.html.element.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours of charts are told apart by people who see no red or no green; dashes help where they are not. */
class PaletteTest {

    private static final double LEAST_DIFFERENCE = 10;
    private static final int COLOURS = 8;

    /** Returns the palettes of the style sheet, light and dark, with the red of failures last. */
    private static List<List<String>> palettes() throws IOException {
        String css;
        try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"))) {
            css = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<List<String>> palettes = new ArrayList<>();
        Matcher block = Pattern.compile("--c1:.*").matcher(css);
        while (block.find()) {
            List<String> colours = new ArrayList<>();
            Matcher colour =
                    Pattern.compile("--(?:c\\d|failed): (#[0-9a-f]{6});").matcher(block.group());
            while (colour.find()) {
                colours.add(colour.group(1));
            }
            palettes.add(colours);
        }
        return palettes.stream().distinct().toList();
    }

    /** Pairs 1, 7, 10, 16, 17, 19, 21, 24, 25, 29 and 34 of the test data that Sharma, Wu and Dalal published with the formula. */
    @ParameterizedTest
    @CsvSource({
        "50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425",
        "50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669",
        "50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792",
        "50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065",
        "50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492",
        "50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030",
        "50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000",
        "50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000",
        "60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644",
        "22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373",
        "2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082"
    })
    void followsThePublishedFormula(
            double l1, double a1, double b1, double l2, double a2, double b2, double difference) {
        double[] one = {l1, a1, b1};
        double[] two = {l2, a2, b2};

        assertThat(Ciede2000.difference(one, two)).isCloseTo(difference, within(1e-4));
        assertThat(Ciede2000.difference(two, one)).isCloseTo(difference, within(1e-4));
    }

    @ParameterizedTest
    @EnumSource
    void keepsNeighboursApart(Ciede2000.Vision vision) throws IOException {
        for (List<String> palette : palettes()) {
            for (int i = 0; i + 1 < COLOURS; i++) {
                assertThat(difference(palette.get(i), palette.get(i + 1), vision))
                        .as("%s and %s in %s", palette.get(i), palette.get(i + 1), palette)
                        .isGreaterThanOrEqualTo(LEAST_DIFFERENCE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsFailuresApartFromTheColoursThatStandBesideThem(Ciede2000.Vision vision) throws IOException {
        for (List<String> palette : palettes()) {
            for (int i = 0; i < 3; i++) {
                assertThat(difference(palette.get(i), palette.get(COLOURS), vision))
                        .as("%s and red %s", palette.get(i), palette.get(COLOURS))
                        .isGreaterThanOrEqualTo(LEAST_DIFFERENCE);
            }
        }
    }

    @Test
    void readsBothPalettes() throws IOException {
        assertThat(palettes())
                .hasSize(2)
                .allSatisfy(palette -> assertThat(palette).hasSize(COLOURS + 1));
    }

    private static double difference(String one, String two, Ciede2000.Vision vision) {
        return Ciede2000.difference(Ciede2000.lab(one, vision), Ciede2000.lab(two, vision));
    }
}
