package io.varcas.launch;

import io.varcas.setting.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in a launch that are filled when it starts: <code>${port}</code> everywhere, and variables of the environment in the values of
 * environment variables, from where they reach no file.
 */
final class LaunchValues {

    /** Place of the port. */
    static final String PORT = "${port}";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_]\\w*)}");

    private LaunchValues() {}

    /**
     * Returns the words of a command.
     *
     * @throws LaunchException if one names a variable; one line
     */
    static List<String> words(ServerCommand command, int port) throws LaunchException {
        for (String word : command.words()) {
            Matcher variable = VARIABLE.matcher(word.replace(PORT, ""));
            if (variable.find() && !word.contains(" ")) { // a script within a word has variables of its own
                throw new LaunchException(
                        "${" + variable.group(1) + "} stands in the command, which is stored in results:"
                                + " only ${port} can; set an environment variable of the server, as in "
                                + variable.group(1) + "='${" + variable.group(1) + "}' before the command");
            }
        }
        return command.words().stream()
                .map(word -> word.replace(PORT, String.valueOf(port)))
                .toList();
    }

    /**
     * Returns the variables of a server.
     *
     * @param own as the user wrote them
     * @param known such as {@link System#getenv()}
     * @throws LaunchException if one names a variable that is not set; one line
     */
    static Map<String, String> environment(Map<String, String> own, int port, Map<String, String> known)
            throws LaunchException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : own.entrySet()) {
            environment.put(variable.getKey(), value(variable, port, known));
        }
        return environment;
    }

    private static String value(Map.Entry<String, String> variable, int port, Map<String, String> known)
            throws LaunchException {
        Matcher places = VARIABLE.matcher(variable.getValue().replace(PORT, String.valueOf(port)));
        StringBuilder value = new StringBuilder();
        while (places.find()) {
            String set = known.get(places.group(1));
            if (set == null) {
                throw new LaunchException("the server's variable " + variable.getKey()
                        + " needs the environment variable " + places.group(1) + ", which is not set");
            }
            if (LaunchSecrets.isSecret(variable.getKey())) {
                Secrets.HERE.add(set);
            }
            places.appendReplacement(value, Matcher.quoteReplacement(set));
        }
        return places.appendTail(value).toString();
    }
}
