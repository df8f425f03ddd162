package io.varcas.cli.flag;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags of a command, in the order of its help page; picocli reads them ({@link FlagsToSpec}). */
public final class Flags {

    private final List<Flag> all = new ArrayList<>();
    private @Nullable Flag words;

    public Flag add(Flag flag) {
        all.add(flag);
        return flag;
    }

    /** Adds what stands on a command line without a flag before it. */
    public Flag addWords(String label, String description) {
        words = Flag.texts("", label, description);
        return words;
    }

    List<Flag> all() {
        return all;
    }

    @Nullable
    Flag words() {
        return words;
    }
}
