package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.format.CounterSeries.Increment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * vLLM's counters as Prometheus kept them: the response to a range query ({@code /api/v1/query_range}) of
 * {@code vllm:request_success_total} and of the tokens. The requests that finished between two samples are spread evenly over that
 * time, and each has their mean lengths; the totals of requests and tokens are those of the counters. Series of several servers
 * are added up; a model ({@code model_name}) is a part of the mix.
 */
public final class PrometheusCounters implements DatasetReader {

    /** Counters of finished requests, the best first; of each kind the first that is there is used. */
    private static final List<String> REQUESTS =
            List.of("vllm_request_success_total", "vllm_request_prompt_tokens_count");

    /** Counters of prompt tokens: those of finished requests before those of all work. */
    private static final List<String> INPUTS = List.of("vllm_request_prompt_tokens_sum", "vllm_prompt_tokens_total");

    private static final List<String> OUTPUTS =
            List.of("vllm_request_generation_tokens_sum", "vllm_generation_tokens_total");

    /** Requests of one file: they are in memory together. */
    private static final int MOST_REQUESTS = 1_000_000;

    private static final String QUERY = "{__name__=~\"vllm:(request_success|prompt_tokens|generation_tokens)_total\"}";

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.PROMETHEUS;
    }

    @Override
    public String description() {
        return "Prometheus range query of vLLM's counters: requests spread evenly between samples, with mean lengths";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return first.path("data").path("resultType").isTextual()
                || (first.path("status").asText().equals("error") && first.has("errorType"))
                || first.path("line").asText().startsWith("# HELP ");
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        List<CounterSeries> series = series(record);
        List<DatasetEntry> entries = new ArrayList<>();
        for (String model :
                new TreeSet<>(series.stream().map(CounterSeries::model).toList())) {
            List<CounterSeries> own =
                    series.stream().filter(one -> one.model().equals(model)).toList();
            addRequests(model, own, entries);
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no request finished in the time of the query");
        }
        notes.count("request placed evenly between two samples of a counter, with their mean lengths", entries.size());
        entries.sort(Comparator.comparingLong(entry -> entry.atNanos().orElseThrow()));
        return entries;
    }

    private List<CounterSeries> series(JsonNode record) {
        if (record.has("line")) {
            throw new IllegalArgumentException("one page of /metrics has no times; save a range query of Prometheus,"
                    + " /api/v1/query_range?query=" + QUERY);
        }
        if (!record.path("status").asText("success").equals("success")) {
            throw new IllegalArgumentException(
                    "Prometheus refused the query: " + record.path("error").asText("no reason given"));
        }
        String type = record.path("data").path("resultType").asText();
        if (!type.equals("matrix")) {
            throw new IllegalArgumentException(
                    "the result is a " + type + ", not the matrix of a range query" + " (/api/v1/query_range)");
        }
        List<CounterSeries> series = new ArrayList<>();
        for (JsonNode one : record.path("data").path("result")) {
            series.add(CounterSeries.read(one));
        }
        return series;
    }

    private void addRequests(String model, List<CounterSeries> series, List<DatasetEntry> entries) {
        List<CounterSeries> requests = best(REQUESTS, series);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no vllm:request_success_total" + (model.isEmpty() ? "" : " of " + model));
        }
        List<CounterSeries> inputs = best(INPUTS, series);
        List<CounterSeries> outputs = best(OUTPUTS, series);
        series.stream()
                .filter(one -> !requests.contains(one) && !inputs.contains(one) && !outputs.contains(one))
                .forEach(one -> notes.unused(one.name()));
        notes.count(
                "counter that began again at 0",
                series.stream().mapToInt(CounterSeries::restarts).sum());
        SortedMap<Long, Step> steps = new TreeMap<>();
        requests.forEach(one -> one.increments().forEach(grown -> step(steps, grown).requests += grown.amount()));
        inputs.forEach(one -> one.increments().forEach(grown -> step(steps, grown).inputs += grown.amount()));
        outputs.forEach(one -> one.increments().forEach(grown -> step(steps, grown).outputs += grown.amount()));
        Step open = new Step(0);
        for (var step : steps.entrySet()) {
            open = open.after(step.getValue());
            long count = (long) Math.rint(open.requests);
            if (count > MOST_REQUESTS - entries.size()) {
                throw new IllegalArgumentException("more than " + MOST_REQUESTS + " requests finished in the time of"
                        + " the query: query a shorter time");
            }
            for (long i = 0; i < count; i++) {
                entries.add(DatasetEntry.EMPTY
                        .in(model)
                        .at(OptionalLong.of(
                                open.fromNanos + (long) ((step.getKey() - open.fromNanos) * ((i + 0.5) / count))))
                        .ofLength(share(open.inputs, i, count), share(open.outputs, i, count)));
            }
            open = count > 0 ? new Step(step.getKey()) : open;
        }
        notes.count("token of requests that had not finished at the end", (long) (open.inputs + open.outputs));
    }

    /** Returns the series of the first of the names that is there. */
    private static List<CounterSeries> best(List<String> names, List<CounterSeries> series) {
        return names.stream()
                .map(name ->
                        series.stream().filter(one -> one.name().equals(name)).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Step step(Map<Long, Step> steps, Increment grown) {
        Step step = steps.computeIfAbsent(grown.toNanos(), to -> new Step(grown.fromNanos()));
        step.fromNanos = Math.max(step.fromNanos, grown.fromNanos());
        return step;
    }

    /** Returns the tokens of one of several requests, such that they add up to their total; empty if there are none. */
    private static OptionalInt share(double total, long index, long count) {
        long tokens = (long) (total * (index + 1) / count) - (long) (total * index / count);
        return total <= 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Math.max(1, tokens)));
    }

    /** Growth of the counters of a model up to one time. */
    private static final class Step {

        private long fromNanos;
        private double requests;
        private double inputs;
        private double outputs;

        Step(long fromNanos) {
            this.fromNanos = fromNanos;
        }

        /** Returns a step with its tokens and those of the time before it, in which no request finished. */
        Step after(Step next) {
            next.inputs += inputs;
            next.outputs += outputs;
            return next;
        }
    }
}
