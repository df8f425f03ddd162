package io.varcas.launch;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps secrets out of launches: commands and variables are stored in results, so that a secret in them is refused. */
final class LaunchSecrets {

    private static final Pattern SECRET = Pattern.compile(
            "(^|[-_])(api_?key|key|token|secret|password|passwd|credentials?)$", Pattern.CASE_INSENSITIVE);

    /** A variable that a container is given on its command line. */
    private static final Pattern VARIABLE = Pattern.compile("(?:-e=?|--env=)?([A-Za-z_]\\w*)=(.+)");

    private LaunchSecrets() {}

    /** Returns whether a variable or a flag of this name holds a secret. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }

    /**
     * Refuses secrets.
     *
     * @throws IllegalArgumentException if a flag or a variable holds one; one line without it
     */
    static void check(ServerCommand command, Map<String, String> environment) {
        for (ServerFlag flag : command.flags()) {
            if (isSecret(flag.name()) && !flag.values().isEmpty()) {
                throw new IllegalArgumentException(flag.word()
                        + " on the command line is a secret, and commands are stored in results; set it in the"
                        + " environment"
                        + (flag.name().equals("api-key") ? ", as VLLM_API_KEY='${VARCAS_API_KEY}'" : "")
                        + " before the command");
            }
        }
        for (String word : command.isContainer() ? command.program() : List.<String>of()) {
            Matcher variable = VARIABLE.matcher(word);
            if (variable.matches() && isSecret(variable.group(1))) {
                throw new IllegalArgumentException("the variable " + variable.group(1)
                        + " of the container looks like a secret, and commands are stored in results; write -e "
                        + variable.group(1) + " alone, which takes it from the environment");
            }
        }
        environment.forEach((name, value) -> {
            if (isSecret(name) && !value.startsWith("${")) {
                throw new IllegalArgumentException("the variable " + name
                        + " looks like a secret, and launches are stored in results; set it in the environment of"
                        + " Varcas and write " + name + "='${" + name + "}'");
            }
        });
    }
}
