package io.varcas.transport;

import io.varcas.setting.Secrets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP headers that the user adds to every request. Values may be secret: they are taken from the environment, sent, and shown
 * nowhere.
 */
public final class CustomHeaders {

    /** No headers. */
    public static final CustomHeaders NONE = new CustomHeaders(Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern SECRET =
            Pattern.compile("authorization|cookie|key|token|secret|password|credential", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SET_ANYWAY =
            Set.of("host", "connection", "content-length", "content-type", "transfer-encoding", "expect", "upgrade");

    private final Map<String, String> values;

    private CustomHeaders(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads headers as users write them: {@code NAME=VALUE}, in which <code>${VARIABLE}</code> stands for a variable of the environment.
     *
     * @param written the headers
     * @param environment such as {@link System#getenv()}
     * @throws IllegalArgumentException if one cannot be sent or would show a secret; one line without its value
     */
    public static CustomHeaders of(List<String> written, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String header : written) {
            int equals = header.indexOf('=');
            String name = equals < 0 ? header : header.substring(0, equals);
            if (equals < 0 || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a header must be written NAME=VALUE with a name of letters, digits"
                        + " and dashes, such as X-Team=search or X-Token=${MY_TOKEN}");
            }
            if (SET_ANYWAY.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("header " + name + " is set for each request and cannot be changed");
            }
            if (values.putIfAbsent(name, value(name, header.substring(equals + 1), environment)) != null) {
                throw new IllegalArgumentException("header " + name + " is given twice; give it once");
            }
        }
        return new CustomHeaders(values);
    }

    /** Returns the values by name, to be sent and not to be shown. */
    Map<String, String> values() {
        return values;
    }

    /** Returns whether there is a header of a name. */
    boolean has(String name) {
        return values.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Returns the names, without the values. */
    @Override
    public String toString() {
        return new ArrayList<>(values.keySet()).toString();
    }

    private static String value(String name, String written, Map<String, String> environment) {
        Matcher variables = VARIABLE.matcher(written);
        StringBuilder value = new StringBuilder();
        boolean any = false;
        while (variables.find()) {
            any = true;
            String variable = variables.group(1);
            String set = environment.get(variable);
            if (set == null || set.isBlank()) {
                throw new IllegalArgumentException(
                        "header " + name + " needs the environment variable " + variable + ", which is not set");
            }
            Secrets.HERE.add(set);
            variables.appendReplacement(value, Matcher.quoteReplacement(set.strip()));
        }
        variables.appendTail(value);
        if (!any && SECRET.matcher(name).find()) {
            throw new IllegalArgumentException("header " + name + " looks like a secret, and settings are written to"
                    + " results; set an environment variable and write " + name + "=${VARIABLE}");
        }
        if (!value.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f)) {
            throw new IllegalArgumentException("the value of header " + name + " must be visible ASCII on one line");
        }
        return value.toString().strip();
    }
}
