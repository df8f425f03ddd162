package io.varcas.sizing;

import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.roofline.VllmVersion;
import io.varcas.validation.DidYouMean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The flag lists known, by version of vLLM: those bundled, and what the user adds as files of {@code "kind":
 * "vllm-flags"}.
 *
 * <p>A value: adding returns a new catalog.
 */
public final class VllmFlagCatalog {

    private final NavigableMap<VllmVersion, VllmFlagList> lists;

    private VllmFlagCatalog(NavigableMap<VllmVersion, VllmFlagList> lists) {
        this.lists = lists;
    }

    /** Reads the bundled lists. */
    public static VllmFlagCatalog bundled() {
        return new VllmFlagCatalog(new TreeMap<>()).with(Document.bundled(VllmFlagCatalog.class, "vllm-flags"));
    }

    /**
     * Returns this catalog with the user's files added; documents of other kinds are left to others.
     *
     * @param fileOrDirectory a JSON document, or a directory of them
     * @throws IllegalArgumentException naming everything wrong in the first bad document
     */
    public VllmFlagCatalog with(Path fileOrDirectory) {
        return with(Document.under(fileOrDirectory));
    }

    /**
     * Returns what a version's flags are to be checked against: its own list; without one, the lists of the versions
     * known before and after it, since a flag that both have was there in between.
     */
    public List<VllmFlagList> listsFor(VllmVersion version) {
        VllmFlagList exact = lists.get(version);
        return exact != null
                ? List.of(exact)
                : Stream.of(lists.lowerEntry(version), lists.higherEntry(version))
                        .filter(entry -> entry != null)
                        .map(entry -> entry.getValue())
                        .toList();
    }

    /**
     * Returns why a flag cannot be given to a version, with the nearest flag that can; empty if it can.
     *
     * @param flag with its dashes
     */
    public Optional<String> refusal(VllmVersion version, String flag) {
        return listsFor(version).stream()
                .filter(list -> !list.flags().contains(flag))
                .findFirst()
                .map(list -> "vLLM " + list.version() + ": " + DidYouMean.message("flag", flag, near(list, flag)));
    }

    /** Flags that begin alike, or all: a list of 400 names helps nobody. */
    private static List<String> near(VllmFlagList list, String flag) {
        Set<String> flags = list.flags();
        return DidYouMean.to(flag, flags)
                .map(List::of)
                .orElseGet(() -> flags.stream()
                        .sorted(Comparator.comparingInt((String other) -> -commonLetters(other, flag))
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(3)
                        .toList());
    }

    private static int commonLetters(String a, String b) {
        int common = 0;
        while (common < Math.min(a.length(), b.length()) && a.charAt(common) == b.charAt(common)) {
            common++;
        }
        return common;
    }

    private VllmFlagCatalog with(List<Document> documents) {
        NavigableMap<VllmVersion, VllmFlagList> more = new TreeMap<>(lists);
        for (Document document : documents) {
            if (document.root().path("kind").asText("").equals("vllm-flags")) {
                VllmFlagList list = read(Fields.of(document));
                more.put(list.version(), list);
            }
        }
        return new VllmFlagCatalog(more);
    }

    private static VllmFlagList read(Fields fields) {
        fields.text("kind");
        String version = fields.text("version");
        String source = fields.text("source");
        String asOf = fields.text("asOf");
        List<String> flags = new ArrayList<>(fields.texts("flags"));
        flags.stream()
                .filter(flag -> !flag.startsWith("--"))
                .forEach(flag -> fields.find("flag \"" + flag + "\" does not begin with two dashes"));
        fields.findUnknown();
        fields.raise();
        return new VllmFlagList(VllmVersion.of(version), source, asOf, Set.copyOf(flags));
    }
}
