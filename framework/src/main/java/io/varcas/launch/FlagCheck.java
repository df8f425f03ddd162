package io.varcas.launch;

import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Checks the flags of a {@code vllm serve} against those that its own help lists: vLLM itself refuses them only after it has loaded. */
final class FlagCheck {

    private final ServerCommand command;
    private final Map<String, String> environment;
    private final File folder;
    private final LaunchEvents events;

    FlagCheck(ServerCommand command, Map<String, String> environment, File folder, LaunchEvents events) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.events = events;
    }

    /**
     * Checks them.
     *
     * @throws LaunchException if one is unknown to this vLLM; one line with the nearest one
     */
    void check() throws LaunchException {
        if (command.flags().isEmpty()) {
            return;
        }
        Set<String> known;
        try {
            known = new FlagCatalog(command, environment, folder, events).flags();
        } catch (IOException unreadable) {
            events.note("the flags were not checked before the start: " + String.join(" ", command.helpWords()) + ": "
                    + FailureText.of(unreadable));
            return;
        }
        for (ServerFlag flag : command.flags()) {
            if (!isKnown(flag, known)) {
                throw new LaunchException("unknown flag " + flag.word() + " of "
                        + String.join(" ", command.program())
                        + DidYouMean.to(flag.word(), known)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("; --help=all of that program lists its flags"));
            }
        }
    }

    /** Python's argparse also takes a flag by its unique beginning, and vLLM a member of a JSON flag after a dot. */
    private static boolean isKnown(ServerFlag flag, Set<String> known) {
        String word = flag.word().replaceFirst("\\..*", "").replace('_', '-');
        return known.contains(word)
                || word.matches("-O\\d?")
                || (word.startsWith("--")
                        && known.stream().filter(name -> name.startsWith(word)).count() == 1);
    }
}
