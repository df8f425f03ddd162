package io.varcas.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the pages: links that resolve, lines that fit, an index that names every page. */
class PagesTest {

    private static final int LONGEST_LINE = 120;
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

    static List<Path> pages() throws IOException {
        return Repository.pages();
    }

    static List<Path> guide() throws IOException {
        try (Stream<Path> files = Files.list(Repository.ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkToFilesAndHeadingsThatExist(Path page) throws IOException {
        List<String> links = LINK.matcher(prose(page))
                .results()
                .map(MatchResult::group)
                .map(link -> link.substring(2, link.length() - 1))
                .filter(link -> !link.contains(":"))
                .toList();

        assertThat(links).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).as(link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as(link).contains(parts[1]);
            }
        });
    }

    /** Tables and output of programs cannot be broken. */
    @ParameterizedTest
    @MethodSource("pages")
    void haveLinesOfAtMost120Characters(Path page) throws IOException {
        assertThat(prose(page).lines())
                .filteredOn(line -> !line.startsWith("|"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_LINE));
    }

    @ParameterizedTest
    @MethodSource("guide")
    void areInTheIndex(Path page) throws IOException {
        String name = page.getFileName().toString();

        assertThat(Files.readString(Repository.ROOT.resolve("docs/README.md")))
                .contains(name.equals("README.md") ? "# " : "](" + name + ")");
    }

    private static String prose(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }

    /** Returns the anchors of a page's headings, by the rule of GitHub. */
    private static List<String> anchors(Path page) throws IOException {
        return prose(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }
}
