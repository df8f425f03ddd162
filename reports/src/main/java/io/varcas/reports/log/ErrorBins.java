package io.varcas.reports.log;

import io.varcas.record.RequestRecord;
import io.varcas.reports.DoubleSeries;
import io.varcas.text.ForeignText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Failed requests of one fork in bins of time, by kind and message. */
final class ErrorBins {

    /** Kind of everything beyond {@link #MOST_KINDS}. */
    static final String OTHER = "other errors";

    private static final int MOST_KINDS = 40;
    private static final int LONGEST = 90;

    /** Identifiers and counters, which would make every message a kind of its own. */
    private static final Pattern VARYING = Pattern.compile("\\b[0-9a-fA-F]{8,}(-[0-9a-fA-F]+)*\\b|\\d{4,}");

    private final Map<String, double[]> kinds = new LinkedHashMap<>();
    private final int bins;

    ErrorBins(int bins) {
        this.bins = bins;
    }

    void add(int bin, RequestRecord request) {
        String kind = kind(request);
        String known = kinds.containsKey(kind) || kinds.size() < MOST_KINDS ? kind : OTHER;
        kinds.computeIfAbsent(known, name -> new double[bins])[bin]++;
    }

    private static String kind(RequestRecord request) {
        String line = request.error().orElse(request.outcome().label());
        return ForeignText.oneLine(VARYING.matcher(line).replaceAll("*"), LONGEST);
    }

    /** Returns the failed requests of each kind, per second. */
    Map<String, DoubleSeries> perSecond(int used, double widthSeconds) {
        Map<String, DoubleSeries> rates = new LinkedHashMap<>();
        kinds.forEach((kind, counts) ->
                rates.put(kind, DoubleSeries.of(Arrays.stream(counts, 0, used).map(count -> count / widthSeconds))));
        return rates;
    }
}
