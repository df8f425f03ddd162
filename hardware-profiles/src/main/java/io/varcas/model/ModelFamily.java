package io.varcas.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An architecture that {@code config.json} files name, and what such files leave unsaid. Those known are listed in {@code
 * architectures.txt}; all others are refused, because a guess would look like a prediction.
 *
 * @param type its {@code model_type}
 * @param architectures the names it has under {@code architectures}
 * @param traits what files of it leave unsaid
 * @param refusal why it cannot be computed; empty if it can
 */
record ModelFamily(String type, Set<String> architectures, Set<String> traits, String refusal) {

    private static final String REFUSED = "refused:";
    private static final List<ModelFamily> ALL = read();
    private static final Map<String, ModelFamily> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ModelFamily::type, Function.identity()));
    private static final Map<String, ModelFamily> BY_ARCHITECTURE = ALL.stream()
            .flatMap(family -> family.architectures().stream().map(name -> Map.entry(name, family)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Traits that are kinds of linear attention. */
    private static final Set<String> LINEAR = Set.of("mamba1", "mamba2", "gdn", "lightning", "kda", "shortconv");

    static Optional<ModelFamily> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    static Optional<ModelFamily> ofArchitecture(String name) {
        return Optional.ofNullable(BY_ARCHITECTURE.get(name));
    }

    boolean is(String trait) {
        return traits.contains(trait);
    }

    /** Returns the kind of its linear attention, empty if it has none. */
    Optional<String> linear() {
        return traits.stream().filter(LINEAR::contains).findFirst();
    }

    private static List<ModelFamily> read() {
        try (InputStream stream = ModelFamily.class.getResourceAsStream("architectures.txt")) {
            if (stream == null) {
                throw new IllegalStateException("architectures.txt is not bundled");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ModelFamily::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("architectures.txt cannot be read", e);
        }
    }

    private static ModelFamily parse(String line) {
        List<String> columns =
                Stream.of(line.split("\\|", -1)).map(String::strip).toList();
        String traits = columns.get(2);
        boolean refused = traits.startsWith(REFUSED);
        return new ModelFamily(
                columns.get(0),
                words(columns.get(1)),
                refused ? Set.of() : words(traits),
                refused ? traits.substring(REFUSED.length()).strip() : "");
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
