package io.varcas.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence of a {@code package-info} about what its package must not import: names of packages in code style, "any other package
 * of" one, "of this module" or "of Varcas", and after "but" the exceptions.
 *
 * @param name the package
 * @param sentence what it must not import, as written; empty if the file has no such sentence
 */
record PackageRule(String name, String sentence) {

    private static final String ROOT = "io.varcas.";
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern SENTENCE = Pattern.compile(
            "must\\s+not\\s+import (.*?)(?:[.:;](?=\\s|$)|, and (?:it )?prints|, prints| beyond |, nor )",
            Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\{@code ([\\w.]+)}");
    private static final Pattern OTHERS_OF = Pattern.compile("any other package of \\{@code ([\\w.]+)}");

    /** Reads the rule of a file. */
    static PackageRule read(Path file) {
        try {
            String text = Files.readString(file);
            Matcher name = PACKAGE.matcher(text);
            if (!name.find()) {
                throw new IllegalStateException(file + " names no package");
            }
            Matcher sentence = SENTENCE.matcher(text.replaceAll("\\n \\*/?", " "));
            return new PackageRule(
                    name.group(1), sentence.find() ? sentence.group(1).replaceAll("\\s+", " ") : "");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /**
     * Returns the packages that the sentence names, each with all within it, and which of them it leaves out again.
     *
     * @param packages every package there is
     * @param ofModule the packages of this one's module
     * @throws IllegalArgumentException if it names a package that there is not
     */
    Set<String> forbidden(Set<String> packages, Set<String> ofModule) {
        List<String> parts = List.of(sentence.split(" but ", 2));
        Set<String> forbidden = new LinkedHashSet<>();
        String refused = parts.get(0);
        if (refused.contains("of Varcas")) {
            forbidden.addAll(packages);
        }
        if (refused.contains("of this module")) {
            forbidden.addAll(ofModule);
        }
        Matcher others = OTHERS_OF.matcher(refused);
        while (others.find()) {
            forbidden.addAll(within(resolve(others.group(1), packages), packages));
        }
        Matcher names = NAME.matcher(others.replaceAll(""));
        while (names.find()) {
            forbidden.addAll(within(resolve(names.group(1), packages), packages));
        }
        if (parts.size() > 1) {
            Matcher allowed = NAME.matcher(parts.get(1));
            while (allowed.find()) {
                forbidden.removeAll(within(resolve(allowed.group(1), packages), packages));
            }
        }
        forbidden.removeIf(one -> one.equals(name) || one.startsWith(name + "."));
        return forbidden;
    }

    private static Set<String> within(String resolved, Set<String> packages) {
        Set<String> all = new LinkedHashSet<>(Set.of(resolved));
        packages.stream().filter(one -> one.startsWith(resolved + ".")).forEach(all::add);
        return all;
    }

    /** A name is that of a package beside this one, else of one of Varcas, else of a library. */
    private String resolve(String written, Set<String> packages) {
        Optional<String> known =
                List.of(name.substring(0, name.lastIndexOf('.') + 1) + written, ROOT + written, written).stream()
                        .filter(packages::contains)
                        .findFirst();
        if (known.isEmpty() && !written.startsWith("java")) {
            throw new IllegalArgumentException(name + " speaks of " + written + ", which is no package");
        }
        return known.orElse(written);
    }
}
