package io.varcas.profiler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Files in which Linux tells about itself; absent on other systems.
 *
 * @param root folder that holds {@code proc} and {@code sys}: {@code /}, except in tests
 */
public record HostFiles(Path root) {

    /** Returns the lines of a file; none if there is no such file or it may not be read. */
    public List<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path));
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** Returns whether there is such a file and it may be read. */
    public boolean exists(String path) {
        return Files.isReadable(root.resolve(path));
    }

    /** Returns the first line of a file, without spaces around it; empty if there is none. */
    public Optional<String> first(String path) {
        return lines(path).stream().findFirst().map(String::strip);
    }

    /**
     * Returns the names of the files and folders in a folder, in their order.
     *
     * @param path the folder
     * @param pattern regular expression of the names wanted
     */
    public List<String> names(String path, String pattern) {
        try (Stream<Path> found = Files.list(root.resolve(path))) {
            return found.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** Returns how much a counter rose; empty if it is not known, or was set back. */
    static OptionalDouble rise(OptionalLong before, OptionalLong after) {
        return before.isEmpty() || after.isEmpty() || after.getAsLong() < before.getAsLong()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (after.getAsLong() - before.getAsLong()));
    }

    /** Returns the number after the first word of the line that begins with it, as in {@code nr_throttled 4}. */
    public static OptionalLong number(List<String> lines, String word) {
        Optional<String> number = lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(word))
                .map(words -> words[1])
                .findFirst();
        try {
            return number.isPresent() ? OptionalLong.of(Long.parseLong(number.get())) : OptionalLong.empty();
        } catch (NumberFormatException other) {
            return OptionalLong.empty();
        }
    }
}
