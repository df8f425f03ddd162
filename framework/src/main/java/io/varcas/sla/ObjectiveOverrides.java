package io.varcas.sla;

import io.varcas.document.Utf8File;
import io.varcas.setting.Layer;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objectives from outside the workload. Each adds to the workload's, or replaces those on the same metric and side of the bound.
 *
 * @param alone whether the workload's objectives do not count at all
 * @param objectives the objectives, at most one on a metric and side
 */
public record ObjectiveOverrides(boolean alone, List<Objective> objectives) {

    /** Overrides that leave the objectives as they are. */
    public static final ObjectiveOverrides NONE = new ObjectiveOverrides(false, List.of());

    /** Text that removes the workload's objectives. */
    private static final String REMOVE = "none";

    private static final String FILE = "@";
    private static final int MOST_BYTES = 1 << 20;

    /** Copies the list. */
    public ObjectiveOverrides {
        objectives = List.copyOf(objectives);
    }

    /**
     * Reads objectives: {@code ttft.p95<=500ms}; {@code none}, which removes the workload's; or {@code @file} with one a line, where
     * {@code #} begins a reason, or a comment if the line has no objective.
     *
     * @param texts what the user wrote
     * @param layer where
     * @throws IllegalArgumentException if a text is no objective, a file cannot be read, or two set one bound; the message has a line for each fault
     */
    public static ObjectiveOverrides parse(List<String> texts, Layer layer) {
        boolean alone = false;
        List<Objective> objectives = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String text : texts) {
            try {
                if (text.strip().equals(REMOVE)) {
                    alone = true;
                } else if (text.startsWith(FILE)) {
                    ofFile(Path.of(text.substring(FILE.length())), layer, objectives, faults);
                } else {
                    add(ObjectiveParser.parse(text, layer), objectives);
                }
            } catch (IllegalArgumentException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return new ObjectiveOverrides(alone, objectives);
    }

    private static void ofFile(Path file, Layer layer, List<Objective> objectives, List<String> faults) {
        int number = 0;
        int found = objectives.size();
        for (String line : lines(file)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                add(ObjectiveParser.parse(line, layer), objectives);
            } catch (IllegalArgumentException fault) {
                faults.add(file + ", line " + number + ": " + fault.getMessage());
            }
        }
        if (objectives.size() == found && faults.isEmpty()) {
            faults.add(file + ": has no objective; write one a line, as in ttft.p95<=500ms");
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(file + ": is larger than 1 MiB; is it a file of objectives?");
            }
            return Utf8File.text(file.toString(), Files.readAllBytes(file))
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(FailureText.of(unreadable), unreadable);
        }
    }

    /**
     * Adds an objective.
     *
     * @throws IllegalArgumentException if there is one on the same metric and side
     */
    private static void add(Objective objective, List<Objective> objectives) {
        objectives.stream().filter(objective::replaces).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(
                    other.describe() + " and " + objective.describe() + " bound the same; write one of them");
        });
        objectives.add(objective);
    }

    /** Returns them as {@link #parse} reads them. */
    public List<String> format() {
        List<String> texts = new ArrayList<>(alone ? List.of(REMOVE) : List.of());
        objectives.forEach(objective -> texts.add(objective.format()));
        return texts;
    }

    /** Returns whether there is nothing to override. */
    public boolean isEmpty() {
        return !alone && objectives.isEmpty();
    }

    /** Returns weaker objectives with these: in the places of those that they replace, and the others behind. */
    public List<Objective> over(List<Objective> weaker) {
        List<Objective> result = new ArrayList<>();
        List<Objective> left = new ArrayList<>(objectives);
        for (Objective objective : alone ? List.<Objective>of() : weaker) {
            Objective stronger =
                    objectives.stream().filter(objective::replaces).findFirst().orElse(objective);
            if (!result.contains(stronger)) {
                result.add(stronger);
            }
            left.remove(stronger);
        }
        result.addAll(left);
        return List.copyOf(result);
    }

    /** Returns these and what they leave of weaker ones. */
    public ObjectiveOverrides over(ObjectiveOverrides weaker) {
        return new ObjectiveOverrides(alone || weaker.alone, over(weaker.objectives));
    }
}
