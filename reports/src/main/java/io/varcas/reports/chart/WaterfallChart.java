package io.varcas.reports.chart;

import io.varcas.metric.RequestTimes;
import io.varcas.record.RequestRecord;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.log.SlowRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The slowest requests as bars one below the other: wait in the client, wait for the first text, output. */
public final class WaterfallChart {

    private static final double NANOS_PER_SECOND = 1e9;

    private WaterfallChart() {}

    /** A kind of span. */
    private static final class Spans {
        private final String name;
        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();

        Spans(String name) {
            this.name = name;
        }

        void add(int row, long due, long from, long to) {
            if (from != RequestTimes.NONE && to != RequestTimes.NONE && to > from) {
                x.addAll(List.of(seconds(from - due), seconds(to - due), seconds(to - due)));
                y.addAll(List.of((double) row, (double) row, Double.NaN));
            }
        }

        Series series() {
            return Series.of(name, Series.Look.SPANS, column(x), column(y));
        }
    }

    /**
     * Draws requests.
     *
     * @param slowest slowest first; the first is on top
     */
    public static Chart of(List<SlowRequest> slowest) {
        Spans client = new Spans("wait in the client");
        Spans first = new Spans("wait for the first text");
        Spans output = new Spans("output");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < slowest.size(); i++) {
            SlowRequest slow = slowest.get(slowest.size() - 1 - i);
            RequestRecord request = slow.request();
            RequestTimes times = RequestTimes.of(request.events());
            long due = request.intendedNanos();
            long sent = request.sentNanos().orElse(due);
            long text = times.firstText() == RequestTimes.NONE ? times.lastText() : times.firstText();
            client.add(i, due, due, sent);
            first.add(i, due, sent, text);
            output.add(i, due, text, times.lastText());
            names.add(name(slow));
        }
        return Chart.of(
                "The slowest requests",
                "Each bar is a request, from when it was due; the names give fork, number and when it was due.",
                Axis.linear("time since the request was due", "s"),
                Axis.named("", names),
                List.of(client.series().in(Series.Tone.MUTED), first.series(), output.series()));
    }

    private static String name(SlowRequest slow) {
        return String.format(
                Locale.ROOT,
                "%s#%d, %.1f s",
                slow.fork() == 0 ? "" : "fork " + (slow.fork() + 1) + " ",
                slow.request().index(),
                seconds(slow.request().intendedNanos()));
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
