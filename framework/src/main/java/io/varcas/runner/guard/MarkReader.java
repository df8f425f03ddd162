package io.varcas.runner.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.client.Reply;
import io.varcas.client.ServerCalls;
import io.varcas.launch.Ports;
import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.transport.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks a server for its mark: {@code /version}, {@code /v1/models} and {@code /metrics}, and this machine for who listens. */
final class MarkReader {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Pages that are read for one mark: several processes behind one address respond in turn. */
    private static final int PAGES = 3;

    private static final String START = "process_start_time_seconds";
    private static final String CONFIGURATION = "vllm:cache_config_info";
    private static final Set<String> IN_FLIGHT = Set.of("vllm:num_requests_running", "vllm:num_requests_waiting");
    private static final Set<String> COUNTERS =
            Set.of("vllm:prompt_tokens_total", "vllm:generation_tokens_total", ServerMark.COMPLETED);

    private final Target target;
    private final ServerCalls calls;

    MarkReader(Target target, ServerCalls calls) {
        this.target = target;
        this.calls = calls;
    }

    /** Returns the mark; what the server does not tell is missing in it. */
    ServerMark read() {
        List<MetricsPage> pages = pages();
        NavigableSet<Double> starts = new TreeSet<>();
        pages.forEach(page -> page.samples(START).forEach(sample -> starts.add(sample.value())));
        boolean several = starts.size() > 1;
        for (int i = 1; i < pages.size(); i++) {
            several |= fell(counters(pages.get(i - 1)), counters(pages.get(i)));
        }
        MetricsPage metrics = pages.isEmpty() ? MetricsPage.parse("") : pages.get(pages.size() - 1);
        return new ServerMark(
                version(),
                models(),
                starts,
                listeners(),
                configuration(metrics),
                counters(metrics),
                metrics.samples().stream()
                        .filter(sample -> IN_FLIGHT.contains(sample.name()))
                        .mapToDouble(MetricSample::value)
                        .sum(),
                several);
    }

    private List<MetricsPage> pages() {
        List<MetricsPage> pages = new ArrayList<>();
        for (int i = 0; i < PAGES && pages.size() == i; i++) {
            page().ifPresent(pages::add);
        }
        return pages;
    }

    private static boolean fell(Map<String, Double> earlier, Map<String, Double> later) {
        return earlier.entrySet().stream()
                .anyMatch(counter -> later.getOrDefault(counter.getKey(), counter.getValue()) < counter.getValue());
    }

    private Optional<MetricsPage> page() {
        return ask("/metrics")
                .map(reply -> MetricsPage.parse(
                        reply.body(),
                        name -> name.equals(START)
                                || name.equals(CONFIGURATION)
                                || IN_FLIGHT.contains(name)
                                || COUNTERS.contains(name)));
    }

    private Optional<String> version() {
        return ask("/version")
                .flatMap(MarkReader::json)
                .map(json -> json.path("version").asText())
                .filter(version -> !version.isEmpty());
    }

    private NavigableSet<String> models() {
        NavigableSet<String> models = new TreeSet<>();
        ask("/v1/models").flatMap(MarkReader::json).ifPresent(json -> {
            for (JsonNode model : json.path("data")) {
                models.add(model.path("id").asText());
                String root = model.path("root").asText("");
                if (!root.isEmpty() && !root.equals("null")) {
                    models.add(root);
                }
            }
        });
        return models;
    }

    private Optional<Reply> ask(String path) {
        try {
            Reply reply = calls.get(path, LIMIT);
            if (reply.status() == 307 || reply.status() == 308) {
                reply = calls.get(path + "/", LIMIT);
            }
            return Optional.of(reply).filter(Reply::isOk);
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> json(Reply reply) {
        try {
            return Optional.of(reply.json());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Set<Long> listeners() {
        if (target.socket().isPresent() || !isHere()) {
            return Set.of();
        }
        return Ports.listeners(target.port()).stream().map(Ports.Listener::pid).collect(Collectors.toSet());
    }

    private boolean isHere() {
        try {
            return InetAddress.getByName(target.host()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static Map<String, String> configuration(MetricsPage page) {
        Map<String, String> labels = new TreeMap<>();
        page.samples(CONFIGURATION).stream().findFirst().ifPresent(sample -> labels.putAll(sample.labels()));
        labels.remove("engine");
        return labels;
    }

    private static Map<String, Double> counters(MetricsPage page) {
        Map<String, Double> counters = new TreeMap<>();
        for (MetricSample sample : page.samples()) {
            if (COUNTERS.contains(sample.name())) {
                counters.merge(sample.name(), sample.value(), Double::sum);
            }
        }
        return counters;
    }
}
