package io.varcas.cli;

import io.varcas.validation.DidYouMean;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a command line that does not parse, in one line that names the nearest right flag. */
final class WrongFlag {

    private WrongFlag() {}

    static String explain(ParameterException fault) {
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String written = unmatched.getUnmatched().get(0);
            List<String> known = fault.getCommandLine().getCommandSpec().options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .sorted()
                    .toList();
            return "unknown flag " + written
                    + DidYouMean.to(written, known)
                            .map(flag -> "; did you mean \"" + flag + "\"?")
                            .orElse("");
        }
        return String.valueOf(fault.getMessage());
    }
}
