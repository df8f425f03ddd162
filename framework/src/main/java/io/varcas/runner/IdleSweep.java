package io.varcas.runner;

import io.varcas.annotation.Endpoint;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.workload.LoadResolver;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds sweeps over settings that make no difference: their trials would be equal, under names that say otherwise. */
final class IdleSweep {

    private IdleSweep() {}

    /** Returns where a setting makes no difference to a plan, as the end of the sentence "it makes no difference ...". */
    static Optional<String> why(WorkloadPlan plan, Setting<?> setting) {
        return LoadResolver.whyIdle(plan.load(), plan.settings(), setting)
                .or(() -> ofConversations(plan, setting))
                .or(() -> ofData(plan, setting))
                .or(() -> ofRequests(plan, setting));
    }

    private static Optional<String> ofConversations(WorkloadPlan plan, Setting<?> setting) {
        boolean turns = setting.equals(PromptSettings.TURNS);
        if (plan.hasConversations() || !(turns || setting.equals(PromptSettings.PAUSE))) {
            return Optional.empty();
        }
        if (hasData(plan)) {
            return Optional.of("with a dataset, whose conversations have their own turns");
        }
        if (plan.spec().writesPrompts()) {
            return Optional.of("in a workload that writes its own prompts");
        }
        return turns ? Optional.empty() : Optional.of("with session.turns = 1");
    }

    private static Optional<String> ofData(WorkloadPlan plan, Setting<?> setting) {
        if (setting.equals(DatasetSettings.PATH) || !DatasetSettings.all().contains(setting)) {
            return Optional.empty();
        }
        if (!hasData(plan)) {
            return Optional.of("without a dataset");
        }
        boolean replay = plan.load() instanceof LoadShape.Replay;
        if (setting.equals(DatasetSettings.TIME_SCALE) && !replay) {
            return Optional.of("unless times are replayed (arrivals = replay)");
        }
        return setting.equals(DatasetSettings.REPEAT) && replay
                ? Optional.of("with arrivals = replay")
                : Optional.empty();
    }

    private static Optional<String> ofRequests(WorkloadPlan plan, Setting<?> setting) {
        if (setting.equals(PromptSettings.PREFIX_SHARE)
                && plan.parts().stream().allMatch(part -> part.prompt().prefixes() == 0)) {
            return Optional.of("with prompt.prefixes = 0");
        }
        return setting.equals(Settings.MAX_TOKENS_FIELD) && plan.request().endpoint() == Endpoint.COMPLETIONS
                ? Optional.of("with endpoint = completions")
                : Optional.empty();
    }

    /**
     * Returns beside what a setting of a length or of a load makes no difference, where a plan and all others that differ from it in
     * this setting alone have equal lengths and loads.
     *
     * @param plan one of the plans
     * @param plans all plans of its workload
     * @param setting one that is swept over
     */
    static Optional<String> whyEqual(WorkloadPlan plan, List<WorkloadPlan> plans, Setting<?> setting) {
        Optional<List<Setting<?>>> family = family(setting);
        List<WorkloadPlan> siblings = plans.stream()
                .filter(other -> without(other, setting).equals(without(plan, setting)))
                .toList();
        boolean equal = siblings.size() > 1
                && siblings.stream()
                        .allMatch(other -> other.parts().equals(plan.parts())
                                && other.load().equals(plan.load()));
        return equal ? family.map(others -> beside(plan, others, setting)) : Optional.empty();
    }

    private static Optional<List<Setting<?>>> family(Setting<?> setting) {
        return Stream.of(
                        Settings.INPUT_TOKENS.all(),
                        Settings.OUTPUT_TOKENS.all(),
                        LoadSettings.open(),
                        LoadSettings.closed())
                .filter(family -> family.contains(setting))
                .findFirst();
    }

    private static String beside(WorkloadPlan plan, List<Setting<?>> family, Setting<?> setting) {
        boolean ofLength = Stream.of(Settings.INPUT_TOKENS, Settings.OUTPUT_TOKENS)
                .map(LengthSettings::all)
                .anyMatch(family::equals);
        if (ofLength && plan.isMix()) {
            return "in a mix whose parts have their own lengths";
        }
        String set = family.stream()
                .filter(other -> !other.equals(setting) && plan.settings().layerOf(other) != Layer.DEFAULT)
                .map(other -> text(plan, other))
                .collect(Collectors.joining(", "));
        return "beside " + (set.isEmpty() ? "the defaults of the settings it belongs to" : set);
    }

    private static <T> String text(WorkloadPlan plan, Setting<T> setting) {
        return setting.name() + " = "
                + plan.settings().find(setting).map(setting::format).orElse("");
    }

    private static Map<String, String> without(WorkloadPlan plan, Setting<?> setting) {
        Map<String, String> params = new LinkedHashMap<>(plan.params());
        params.remove(setting.name());
        return params;
    }

    private static boolean hasData(WorkloadPlan plan) {
        return plan.settings()
                .find(DatasetSettings.PATH)
                .filter(path -> !path.isBlank())
                .isPresent();
    }
}
