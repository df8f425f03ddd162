package io.varcas.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.AllCommands;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** User-visible text uses the field's terms: the glossary's left column appears in none of it. */
class WordsTest {

    /** A text that users see, and its place. */
    private record Text(String place, String words) {}

    @Test
    void ofHelpAreTheFieldsTerms() {
        assertThat(violations(help(AllCommands.list()))).isEmpty();
    }

    @Test
    void ofPagesAreTheFieldsTerms() throws IOException {
        List<Text> lines = new ArrayList<>();
        for (Path page : Repository.pages()) {
            List<String> all = Files.readAllLines(page);
            for (int i = 0; i < all.size(); i++) {
                lines.add(new Text(Repository.ROOT.relativize(page) + ":" + (i + 1), all.get(i)));
            }
        }
        assertThat(violations(lines.stream())).isEmpty();
    }

    @Test
    void ofPublicJavadocAreTheFieldsTerms() throws IOException {
        Stream<Text> comments = Javadoc.below(Repository.sources()).stream()
                .map(comment -> new Text(comment.toString(), comment.text().replaceAll("\\s+", " ")));
        assertThat(violations(comments)).isEmpty();
    }

    @Test
    void ofPublicJavadocBeginWithANounPhraseOrAVerb() throws IOException {
        Pattern clause = Pattern.compile("(What|Whether|Who|Whom|How|Says|Tells|Hears)\\b");

        assertThat(Javadoc.below(Repository.sources()))
                .filteredOn(comment -> clause.matcher(comment.text().strip()).lookingAt())
                .extracting(comment -> comment + ": " + comment.firstSentence())
                .isEmpty();
    }

    @Test
    void ofMessagesAreTheFieldsTerms() throws IOException {
        assertThat(violations(StringLiterals.below(Repository.sources()).stream()
                        .filter(literal ->
                                literal.words().chars().filter(c -> c == ' ').count() > 2)
                        .map(literal -> new Text(literal.place(), literal.words()))))
                .isEmpty();
    }

    private static Stream<Text> help(List<CommandLine> commands) {
        Stream<Text> pages = commands.stream()
                .map(command -> new Text(command.getCommandSpec().qualifiedName() + " -h", command.getUsageMessage()));
        Stream<Text> settings = Settings.all().stream().map(setting -> new Text(setting.name(), setting.meaning()));
        return Stream.concat(pages, settings);
    }

    private static List<String> violations(Stream<Text> texts) {
        return texts.flatMap(text ->
                        Glossary.violations(text.words()).stream().map(violation -> text.place() + ": " + violation))
                .toList();
    }
}
