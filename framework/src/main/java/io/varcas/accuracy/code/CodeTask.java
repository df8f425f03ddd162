package io.varcas.accuracy.code;

import java.util.List;
import java.util.Optional;

/**
 * The tests of a programming task in Python.
 *
 * @param setup code before the program, such as imports and the beginning that the program continues; may be empty
 * @param entryPoint function that the tests call, if it is known
 * @param continued whether {@code setup} ends with the head of {@code entryPoint}, so that the output may be its body alone
 * @param tests code after the program, which ends with an error unless the program is correct; not blank
 */
public record CodeTask(String setup, Optional<String> entryPoint, boolean continued, String tests) {

    /**
     * Checks the tests.
     *
     * @throws IllegalArgumentException if they are blank, or there is no function to continue
     */
    public CodeTask {
        if (tests.isBlank() || (continued && entryPoint.isEmpty())) {
            throw new IllegalArgumentException(
                    "a programming task needs tests, and a function if the output continues one");
        }
    }

    /** Creates a task from tests alone. */
    public static CodeTask of(List<String> tests) {
        return new CodeTask("", Optional.empty(), false, String.join("\n", tests));
    }
}
