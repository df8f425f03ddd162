package io.varcas.dataset.format;

import java.util.List;
import java.util.random.RandomGenerator;

/** The words that fill the gaps of {@link Templates}, as in the tool that defined the format. */
final class TemplateWords {

    private static final List<String> TASKS =
            List.of("explain", "summarize", "analyze", "compare", "describe", "discuss");

    private static final List<String> TOPICS = List.of(
            "artificial intelligence",
            "climate change",
            "quantum computing",
            "space exploration",
            "renewable energy",
            "biotechnology");

    private static final int GREATEST_NUMBER = 100;

    private TemplateWords() {}

    /** Fills a template; other braces stay as they are. */
    static String fill(String template, RandomGenerator random) {
        return template.replace("{topic}", one(TOPICS, random))
                .replace("{task}", one(TASKS, random))
                .replace("{number}", String.valueOf(1 + (int) (random.nextDouble() * GREATEST_NUMBER)));
    }

    /** Draws one of some texts. */
    static String one(List<String> texts, RandomGenerator random) {
        return texts.get((int) (random.nextDouble() * texts.size()));
    }
}
