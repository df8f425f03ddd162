package io.varcas.cli.compare;

import io.varcas.cli.bundle.ObjectiveFlag;
import io.varcas.compare.match.Side;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads sides of a comparison from what a user wrote: {@code [name=]path[,path...]}, each a bundle or a folder of bundles. */
final class Sides {

    private final List<String> faults = new ArrayList<>();
    private final ObjectiveFlag objectives;

    private Sides(ObjectiveFlag objectives) {
        this.objectives = objectives;
    }

    /**
     * Reads them all.
     *
     * @param texts what the user wrote
     * @param objectives objectives that the runs are judged by
     * @throws UsageException if one cannot be read, or two are called the same; all faults at once
     */
    static List<Side> read(List<String> texts, ObjectiveFlag objectives) {
        Sides sides = new Sides(objectives);
        List<Side> read = new ArrayList<>();
        for (String text : texts) {
            List<RunResult> runs = sides.runs(paths(text));
            if (!runs.isEmpty()) {
                read.add(new Side(name(text), runs));
            }
        }
        Set<String> names = new HashSet<>();
        for (Side side : read) {
            if (!names.add(side.name())) {
                sides.faults.add(
                        "two sides are called " + side.name() + "; name them: before=" + texts.get(0) + " after=...");
            }
        }
        if (!sides.faults.isEmpty()) {
            throw new UsageException(sides.faults);
        }
        return read;
    }

    /** Opens the bundles of a folder, in the order of their names, which is that of their times; or the one that it is. */
    static List<Path> bundles(Path path) throws IOException {
        if (!Files.isDirectory(path) || Files.exists(path.resolve(ResultBundle.RESULT_FILE))) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            List<Path> found = inside.filter(folder -> Files.exists(folder.resolve(ResultBundle.RESULT_FILE)))
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of(path) : found;
        }
    }

    private List<RunResult> runs(List<Path> paths) {
        List<RunResult> runs = new ArrayList<>();
        for (Path path : paths) {
            try {
                for (Path bundle : bundles(path)) {
                    runs.add(objectives.judged(ResultBundle.open(bundle)).result());
                }
            } catch (IOException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
        }
        return runs;
    }

    private static List<Path> paths(String text) {
        return Stream.of(text.substring(startOfPaths(text)).split(",", -1))
                .map(Path::of)
                .toList();
    }

    private static String name(String text) {
        int start = startOfPaths(text);
        if (start > 0) {
            return text.substring(0, start - 1);
        }
        List<Path> paths = paths(text);
        Path last = paths.get(0).toAbsolutePath().normalize();
        Path named = last.endsWith(ResultBundle.RESULT_FILE) && last.getParent() != null ? last.getParent() : last;
        String name = String.valueOf(named.getFileName());
        return paths.size() == 1 ? name : name + " and " + (paths.size() - 1) + " more";
    }

    /** A name stands before the first equals sign, and has no separator of paths in it. */
    private static int startOfPaths(String text) {
        int equals = text.indexOf('=');
        boolean named =
                equals > 0 && !text.substring(0, equals).matches(".*[/\\\\,].*") && !Files.exists(Path.of(text));
        return named ? equals + 1 : 0;
    }
}
