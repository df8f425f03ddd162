package io.varcas.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a command, in the order of its help page. What a command line says, picocli reads ({@link FlagsToSpec}), unless it is plain:
 * loading picocli takes a tenth of a second, too long for a run that asks nothing of it.
 */
final class Flags {

    private final List<Flag> all = new ArrayList<>();
    private @Nullable Flag words;

    Flag add(Flag flag) {
        all.add(flag);
        return flag;
    }

    /** Adds what stands on a command line without a flag before it. */
    Flag addWords(String label, String description) {
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

    /**
     * Reads a plain command line: words, and whole flags with a word after each that takes one, none twice that must not be repeated.
     *
     * @return whether it is plain; if not, what the flags say means nothing
     */
    boolean read(String... args) {
        for (int i = 0; i < args.length; i++) {
            Flag flag = isWord(args[i]) ? words : named(args[i]);
            if (flag == null || (flag.isGiven() && flag.kind() != Flag.Kind.TEXTS)) {
                return false;
            }
            switch (flag.kind()) {
                case ON -> flag.giveAlso("true");
                case TEXT, TEXTS -> {
                    int value = flag == words ? i : ++i;
                    if (value == args.length || !isWord(args[value])) {
                        return false;
                    }
                    flag.giveAlso(args[value]);
                }
                case SEPARATED, CHOICE -> {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Flag named(String name) {
        for (Flag flag : all) {
            if (flag.name().equals(name)) {
                return flag;
            }
        }
        return null;
    }

    /** Whether a text is no flag, no file of arguments and nothing else that picocli reads in a manner of its own. */
    private static boolean isWord(String text) {
        return !text.isEmpty() && text.charAt(0) != '-' && text.charAt(0) != '@';
    }
}
