package io.varcas.supply;

import io.varcas.client.LocalTokenizer;
import io.varcas.client.ServerCalls;
import io.varcas.client.Tokenizer;
import io.varcas.client.TokenizerException;
import io.varcas.request.PromptCounter;
import io.varcas.setting.PromptSettings;
import io.varcas.workload.WorkloadPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * The counter of a plan's tokens: the server, or a tokenizer of the user's.
 *
 * @param prompts counts prompts before they are sent
 * @param outputs counts outputs of which the server does not say how long they were; empty if only the server could, which is not asked
 *     under load
 */
public record Counting(PromptCounter prompts, Optional<ToIntFunction<String>> outputs) {

    /** Longest wait for a count of tokens; a server that does not count says so at once. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    public static Counting of(WorkloadPlan plan, ServerCalls calls, String model) {
        Optional<Path> file = file(plan);
        if (file.isEmpty()) {
            return new Counting(new Tokenizer(calls, model, LIMIT), Optional.empty());
        }
        LocalTokenizer local = new LocalTokenizer(file.get(), calls, model, LIMIT);
        return new Counting(local, Optional.of(local::countOutput));
    }

    /**
     * Returns the reasons why prompts cannot be counted as their plans require; opens each file once, because large
     * ones take seconds.
     */
    public static List<String> check(List<WorkloadPlan> plans) {
        return check(plans, LocalTokenizer::check);
    }

    public static List<String> check(List<WorkloadPlan> plans, Consumer<Path> opening) {
        return plans.stream()
                .flatMap(plan -> file(plan).stream())
                .distinct()
                .flatMap(file -> fault(file, opening).stream())
                .toList();
    }

    private static Optional<String> fault(Path file, Consumer<Path> opening) {
        try {
            opening.accept(file);
            return Optional.empty();
        } catch (TokenizerException fault) {
            return Optional.of("prompt.tokenizer: " + fault.getMessage());
        }
    }

    private static Optional<Path> file(WorkloadPlan plan) {
        return plan.settings()
                .find(PromptSettings.TOKENIZER)
                .filter(file -> !file.isBlank())
                .map(Path::of);
    }
}
