package io.varcas.roofline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of vLLM.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third
 */
public record VllmVersion(int major, int minor, int patch) implements Comparable<VllmVersion> {

    private static final Pattern VERSION =
            Pattern.compile("(?:vllm[ =-]*)?v?(\\d{1,9})\\.(\\d{1,9})(?!\\d)(?:\\.(\\d{1,9})(?!\\d))?.*");

    /** The version that predictions are for where none is told: the one this project was checked against (November 2026). */
    public static final VllmVersion CURRENT = new VllmVersion(0, 32, 0);

    /** The first version whose engine is V1 by default (vLLM blog, 2025-03). */
    private static final VllmVersion SECOND_ENGINE = new VllmVersion(0, 8, 0);

    /** From here on vLLM takes 0.92 of the memory unless told otherwise, before 0.90 (between 0.19 and 0.21, 2026). */
    private static final VllmVersion MORE_MEMORY = new VllmVersion(0, 20, 0);

    /**
     * Reads a version from {@code 0.15.1}, {@code v0.15}, {@code vllm 0.15.1}.
     *
     * @throws IllegalArgumentException if there is none in the text
     */
    public static VllmVersion of(String text) {
        Matcher matcher = VERSION.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a version of vLLM; write it as \"vllm 0.31.0\"");
        }
        String patch = matcher.group(3);
        return new VllmVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    /** Returns the version an engine names, such as {@code vllm 0.15.1}; the {@linkplain #CURRENT current} one if it names none. */
    public static VllmVersion servedBy(String engine) {
        return isNamedBy(engine) ? of(engine) : CURRENT;
    }

    /** Returns whether an engine's name holds a version. */
    static boolean isNamedBy(String engine) {
        return VERSION.matcher(engine.trim()).matches();
    }

    /**
     * Returns what is wrong with predicting this version; empty if nothing is known to be. Before 0.8 (2025-03) vLLM ran another
     * engine by default (V0), whose scheduler and overheads are not computed.
     */
    public Optional<String> limitation() {
        return compareTo(SECOND_ENGINE) < 0
                ? Optional.of(
                        "vllm " + this + " runs the V0 engine by default; scheduling and overheads are predicted of V1"
                                + " (0.8 and later), which is faster")
                : Optional.empty();
    }

    /** Returns the share of memory it takes unless told otherwise. */
    public double defaultMemoryUtilization() {
        return compareTo(MORE_MEMORY) < 0 ? 0.90 : 0.92;
    }

    @Override
    public int compareTo(VllmVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = Integer.compare(minor, other.minor);
        return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
