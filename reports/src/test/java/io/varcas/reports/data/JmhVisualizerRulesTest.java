package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.result.ResultBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members that JMH Visualizer 0.9.6 reads without a check, and the way it tells trials apart. {@link JmhVisualizerTest} shows them in it. */
@Tag("slow")
class JmhVisualizerRulesTest {

    @TempDir
    static Path folder;

    static Stream<Named<ResultBundle>> bundles() throws IOException {
        return Stream.of(
                Named.of("a sweep", JmhVisualizerCases.sweep(folder, 40)),
                Named.of("a failed trial", JmhVisualizerCases.failed(folder)),
                Named.of("workloads of one package", JmhVisualizerCases.ofOnePackage(folder)));
    }

    private static JsonNode render(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JmhReport().write(bundle, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static String classOf(JsonNode trial) {
        String benchmark = trial.path("benchmark").asText();
        return benchmark.substring(0, benchmark.lastIndexOf('.'));
    }

    /** Method and parameters, split where the visualizer splits them. */
    private static List<String> parts(JsonNode trial) {
        String benchmark = trial.path("benchmark").asText();
        StringBuilder key = new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.') + 1));
        trial.path("params")
                .properties()
                .forEach(param -> key.append(' ')
                        .append(param.getKey())
                        .append('=')
                        .append(param.getValue().asText()));
        return List.of(key.toString().split(" "));
    }

    private static List<String> names(JsonNode trial) {
        List<String> names = new ArrayList<>();
        trial.path("params").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void canBeShown(JsonNode metric, String rawData) {
        assertThat(List.of("score", "scoreError", "scoreUnit", rawData)).allMatch(metric::has);
        assertThat(metric.path(rawData)).isNotEmpty().allMatch(JsonNode::isArray);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void eachMetricHasAScoreAndAFork(ResultBundle bundle) throws IOException {
        assertThat(render(bundle)).isNotEmpty().allSatisfy(trial -> {
            boolean sampled = trial.path("mode").asText().equals("sample");
            canBeShown(trial.path("primaryMetric"), sampled ? "rawDataHistogram" : "rawData");
            assertThat(trial.path("secondaryMetrics").isObject()).isTrue();
            assertThat(trial.path("secondaryMetrics")).allSatisfy(metric -> canBeShown(metric, "rawData"));
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aHistogramHoldsPairsOfValueAndCount(ResultBundle bundle) throws IOException {
        for (JsonNode trial : render(bundle)) {
            for (JsonNode fork : trial.at("/primaryMetric/rawDataHistogram")) {
                assertThat(fork)
                        .allSatisfy(iteration -> assertThat(iteration)
                                .allSatisfy(pair -> assertThat(pair).hasSize(2)));
            }
        }
    }

    /** Trials of a class are in one chart, whose parameters are those of the first. */
    @ParameterizedTest
    @MethodSource("bundles")
    void trialsOfAClassHaveTheSameParametersAndDifferInTheirValues(ResultBundle bundle) throws IOException {
        Map<String, List<String>> parameters = new HashMap<>();
        Set<String> shown = new HashSet<>();
        for (JsonNode trial : render(bundle)) {
            List<String> parts = parts(trial);
            assertThat(parts).hasSize(1 + names(trial).size());
            assertThat(parts.subList(1, parts.size())).allMatch(part -> part.split("=", -1).length == 2);
            assertThat(shown.add(classOf(trial) + parts))
                    .as("shown twice: %s", parts)
                    .isTrue();
            assertThat(names(trial)).isEqualTo(parameters.computeIfAbsent(classOf(trial), first -> names(trial)));
        }
    }
}
