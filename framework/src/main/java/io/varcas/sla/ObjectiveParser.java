package io.varcas.sla;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective.Direction;
import io.varcas.validation.DidYouMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads objectives as people write them: {@code ttft.p99 <= 800 ms, warn, n>=2000 # tail}. */
final class ObjectiveParser {

    private static final Pattern NOTATION = Pattern.compile(
            "(?<metric>[A-Za-z0-9._]+)\\s*(?<sign><=|>=)\\s*(?<number>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\\s*(?<unit>[^,#\\s]*)"
                    + "\\s*(?:,(?<members>[^#]*))?(?:#(?<reason>.*))?");

    private static final Pattern LEAST = Pattern.compile("n\\s*>=\\s*([0-9]{1,18})");
    private static final String WARN = "warn";

    private static final double SECONDS_A_MINUTE = 60;

    /** Metrics that count tokens a second; the other rates count requests. */
    private static final Set<Metric> TOKEN_RATES = Set.of(Metric.THROUGHPUT_OUTPUT, Metric.THROUGHPUT_TOTAL);

    /** A unit by the name that people give it, and the number of {@code unit} that one of it is. */
    private record Named(Unit unit, double factor) {

        static Named of(Unit unit) {
            return new Named(unit, 1);
        }
    }

    private final String text;

    private ObjectiveParser(String text) {
        this.text = text;
    }

    /**
     * Reads one.
     *
     * @param text what the user wrote
     * @param layer where
     * @throws IllegalArgumentException if it is no objective; the message is one line with the nearest right value
     */
    static Objective parse(String text, Layer layer) {
        return new ObjectiveParser(text.strip()).parse(layer);
    }

    private Objective parse(Layer layer) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw fault("must be a metric, <= or >=, and a number with its unit, as in ttft.p95<=500ms");
        }
        Subject subject;
        try {
            subject = Subject.parse(matcher.group("metric"));
        } catch (IllegalArgumentException unknown) {
            throw fault(String.valueOf(unknown.getMessage()));
        }
        Objective objective = new Objective(
                subject,
                matcher.group("sign").equals("<=") ? Direction.AT_MOST : Direction.AT_LEAST,
                bound(subject, matcher.group("number"), matcher.group("unit")),
                matcher.group("reason") == null ? "" : matcher.group("reason").strip(),
                Severity.FAIL,
                0,
                layer);
        String members = matcher.group("members");
        for (String member : members == null ? new String[0] : members.split(",", -1)) {
            objective = with(objective, member.strip());
        }
        return objective;
    }

    private Objective with(Objective objective, String member) {
        Matcher least = LEAST.matcher(member);
        if (least.matches()) {
            return objective.withMinSamples(Long.parseLong(least.group(1)));
        }
        if (!member.equals(WARN)) {
            throw fault("\"" + member + "\" must be warn or n>=<samples>" + DidYouMean.hint(member, List.of(WARN)));
        }
        return objective.withSeverity(Severity.WARN);
    }

    private double bound(Subject subject, String number, String unit) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException wrong) {
            throw fault("\"" + number + "\" is no number");
        }
        if (unit.isEmpty()) {
            return value;
        }
        Map<String, Named> units = units(subject);
        Named named = units.get(unit);
        if (named == null) {
            throw fault("\"" + unit + "\" is no unit of " + subject
                    + (units.isEmpty() ? ", a plain number" : "; its units are " + String.join(", ", units.keySet())));
        }
        return named.unit().to(subject.unit(), named.factor() * value);
    }

    /** Returns the units that fit a number, by the names that people give them, its own first. */
    private static Map<String, Named> units(Subject subject) {
        Map<String, Named> units = new LinkedHashMap<>();
        switch (subject.unit()) {
            case MILLISECONDS -> times(units, "");
            case MILLISECONDS_PER_TOKEN -> {
                times(units, "");
                times(units, "/tok");
                times(units, "/token");
            }
            case PER_SECOND -> {
                boolean tokens = TOKEN_RATES.contains(subject.key().metric());
                for (String noun : tokens ? List.of("tok", "tokens", "1") : List.of("req", "requests", "1")) {
                    units.put(noun + "/s", Named.of(Unit.PER_SECOND));
                    units.put(noun + "/min", Named.of(Unit.PER_MINUTE));
                }
            }
            case TOKENS -> List.of("tokens", "tok").forEach(name -> units.put(name, Named.of(Unit.TOKENS)));
            case RATIO -> {
                units.put("%", Named.of(Unit.PERCENT));
                units.put("ratio", Named.of(Unit.RATIO));
            }
            case USD -> List.of("USD", "$").forEach(name -> units.put(name, Named.of(Unit.USD)));
            case REQUESTS -> List.of("requests", "req").forEach(name -> units.put(name, Named.of(Unit.REQUESTS)));
            default -> {}
        }
        return units;
    }

    private static void times(Map<String, Named> units, String suffix) {
        units.put("ms" + suffix, Named.of(Unit.MILLISECONDS));
        units.put("s" + suffix, Named.of(Unit.SECONDS));
        units.put("us" + suffix, Named.of(Unit.MICROSECONDS));
        if (suffix.isEmpty()) {
            units.put("min", new Named(Unit.SECONDS, SECONDS_A_MINUTE));
        }
    }

    private IllegalArgumentException fault(String why) {
        return new IllegalArgumentException("objective \"" + text + "\": " + why);
    }
}
