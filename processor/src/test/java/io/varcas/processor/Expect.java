package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Compares what the processor says of sources with what they expect. A source marks each fault where it must be pointed at, by a
 * comment with its code right before that place, as in <code>metric = &#47;*SLA004*&#47;"tftt.p95"</code>.
 */
final class Expect {

    private static final Pattern MARKS = Pattern.compile("(/\\*[A-Z]{3}\\d{3}\\*/)+");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}\\d{3}");

    private Expect() {}

    /** Expects no word about sources, and runners of them; returns what was compiled. */
    static Compiled accepted(String... sources) {
        Compilation compilation = Compile.sources(sources);
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.generatedSourceFiles()).as("runners").isNotEmpty();
        return Compiled.load(compilation);
    }

    /**
     * Expects exactly the marked faults, with these texts, and no runner.
     *
     * @param source a source with marks
     * @param texts text of each fault, in the order of the marks
     */
    static void refused(String source, String... texts) {
        refused(List.of(source), texts);
    }

    static void refused(List<String> sources, String... texts) {
        Types types = new Types();
        Compilation compilation = faults(types, sources, texts);
        assertThat(compilation.status()).isEqualTo(Compilation.Status.FAILURE);
        assertThat(types.seen()).as("types, after all rounds").noneMatch(name -> name.endsWith("_Runner"));
    }

    /** Expects exactly the marked faults, which only all classes together have. */
    static void refusedAfterWriting(List<String> sources, String... texts) {
        Compilation compilation = faults(new Types(), sources, texts);
        assertThat(compilation.status()).isEqualTo(Compilation.Status.FAILURE);
    }

    /** Expects exactly the marked faults, all of them warnings. */
    static void warned(String source, String... texts) {
        Compilation compilation = faults(new Types(), List.of(source), texts);
        assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
    }

    private static Compilation faults(Types types, List<String> sources, String... texts) {
        Compilation compilation = Compile.leniently(types, sources);
        List<String> said = compilation.diagnostics().stream()
                .sorted(Expect::bySource)
                .map(Expect::line)
                .toList();
        assertThat(said).containsExactlyElementsOf(expected(sources, texts));
        return compilation;
    }

    private static List<String> expected(List<String> sources, String... texts) {
        List<String> places = new ArrayList<>();
        for (String source : sources) {
            Matcher marks = MARKS.matcher(source);
            while (marks.find()) {
                String place = place(source, marks.end());
                CODE.matcher(marks.group()).results().forEach(code -> places.add(place + " [" + code.group() + "] "));
            }
        }
        assertThat(texts).as("texts, one for each mark").hasSameSizeAs(places);
        return IntStream.range(0, texts.length)
                .mapToObj(i -> places.get(i) + texts[i])
                .toList();
    }

    private static String place(String source, int offset) {
        String before = source.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = offset - before.lastIndexOf('\n');
        return SourceName.of(source) + " " + line + ":" + column;
    }

    private static int bySource(Diagnostic<? extends JavaFileObject> a, Diagnostic<? extends JavaFileObject> b) {
        return Stream.of(
                        name(a).compareTo(name(b)),
                        Long.compare(a.getLineNumber(), b.getLineNumber()),
                        Long.compare(a.getColumnNumber(), b.getColumnNumber()))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    private static String line(Diagnostic<? extends JavaFileObject> said) {
        return name(said) + " " + said.getLineNumber() + ":" + said.getColumnNumber() + " "
                + said.getMessage(Locale.ROOT);
    }

    private static String name(Diagnostic<? extends JavaFileObject> said) {
        JavaFileObject file = said.getSource();
        return file == null
                ? ""
                : file.getName().replaceFirst("^/", "").replace(".java", "").replace('/', '.');
    }
}
