package io.varcas.cli.compare;

import io.varcas.history.IndexedRun;
import io.varcas.result.RunTags;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The flag that chooses runs by their tags. */
final class TagFlag {

    @Option(
            names = "-tag",
            paramLabel = "<key=value>",
            description = "Show only runs with this tag. Repeatable: runs with all of them.")
    List<String> tags = new ArrayList<>();

    /**
     * Returns the tags that runs must have.
     *
     * @throws io.varcas.validation.UsageException if one is no tag
     */
    Map<String, String> wanted() {
        return RunTags.parse(tags);
    }

    /** Returns a line for a choice that no run meets, with the nearest tag there is. */
    String noneOf(List<IndexedRun> runs, String what) {
        Set<String> known = new TreeSet<>();
        runs.forEach(run -> run.tags().forEach((key, value) -> known.add(key + "=" + value)));
        String first =
                tags.stream().filter(tag -> !known.contains(tag)).findFirst().orElse(String.join(" ", tags));
        return "-tag " + first + ": no " + what + " has it"
                + (known.isEmpty() ? "; no run is tagged" : DidYouMean.hint(first, known));
    }
}
