package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricType;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page of vLLM's metrics under vLLM's own names, whatever stands before them: Ray exposes {@code vllm:x} as
 * {@code ray_vllm:x} or {@code ray_vllm_x}, and some collectors replace the colon.
 */
final class VllmPage {

    private static final String OWN = "vllm:";
    private static final Pattern OTHER = Pattern.compile("(?:\\w{1,60}?[_:])?vllm[_:](\\w+)");

    private VllmPage() {}

    /**
     * Reads a page.
     *
     * @param text the page
     * @param wanted whether to read the samples of a name, under vLLM's own
     */
    static MetricsPage read(String text, Predicate<String> wanted) {
        if (text.startsWith(OWN) || text.contains('\n' + OWN)) {
            return MetricsPage.parse(text, wanted);
        }
        MetricsPage page = MetricsPage.parse(text, name -> wanted.test(own(name)));
        Map<String, MetricType> types = new HashMap<>();
        page.types().forEach((name, type) -> types.put(own(name), type));
        return new MetricsPage(
                types,
                page.samples().stream()
                        .map(sample -> new MetricSample(
                                own(sample.name()), sample.labels(), sample.value(), sample.timestamp()))
                        .toList(),
                page.faults());
    }

    private static String own(String name) {
        Matcher other = OTHER.matcher(name);
        return other.matches() ? OWN + other.group(1) : name;
    }
}
