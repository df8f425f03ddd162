package io.varcas.fork;

import io.varcas.dataset.LengthFile;
import io.varcas.load.Share;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.traffic.Seed;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The work of one fork. No key or token is in it: those travel in the environment.
 *
 * @param workload binary name of the workload class
 * @param params parameter values by name
 * @param settings settings that were set, by name
 * @param target base URL of the server
 * @param model model name to ask for
 * @param seed seed of this fork
 * @param texts seed of what its prompts say
 * @param folder where its files go
 * @param profilers names of the profilers to attach
 * @param share the part of the plan to drive
 */
public record ForkTask(
        String workload,
        Map<String, String> params,
        Map<String, ResolvedSettings.Value> settings,
        String target,
        String model,
        long seed,
        long texts,
        Path folder,
        List<String> profilers,
        Share share) {

    /**
     * Returns the task of one fork of a plan; every fork has a seed of its own, derived from the plan's. Trials of a run differ in what
     * prompts say, not in lengths and times: else the later ones would be answered from the prefix cache that the earlier ones filled.
     *
     * @param trial place of the plan in the run, from 0
     * @param fork place of the fork in the trial; below 0 for one whose results are thrown away
     */
    public static ForkTask of(
            WorkloadPlan plan, int trial, String target, int fork, Path folder, List<String> profilers) {
        Seed seed = plan.seed().derive("fork").derive(fork);
        Seed texts = trial == 0 ? seed : seed.derive("trial").derive(trial);
        return new ForkTask(
                plan.spec().className(),
                plan.params(),
                settings(plan),
                target,
                plan.request().model().orElse(""),
                seed.value(),
                texts.value(),
                folder,
                profilers,
                Share.WHOLE);
    }

    /** Returns the task of one of the clients that share the plan, with a folder of its own; only the first has profilers. */
    public ForkTask of(Share part) {
        return new ForkTask(
                workload,
                params,
                settings,
                target,
                model,
                seed,
                texts,
                folder.resolve("client-" + (part.number() + 1)),
                part.number() == 0 ? profilers : List.of(),
                part);
    }

    /**
     * Returns this task for profilers with a fork of their own: one iteration under the same load.
     *
     * @param captures names of the profilers
     */
    public ForkTask profiling(List<String> captures) {
        Map<String, ResolvedSettings.Value> once = new LinkedHashMap<>(settings);
        once.put(Settings.MEASUREMENT_ITERATIONS.name(), new ResolvedSettings.Value("1", Layer.DEFAULT));
        return new ForkTask(workload, params, once, target, model, seed, texts, folder, captures, share);
    }

    /** What the server holds was settled by the launcher; nobody set it, so it stays a default. */
    private static Map<String, ResolvedSettings.Value> settings(WorkloadPlan plan) {
        Map<String, ResolvedSettings.Value> settings =
                new LinkedHashMap<>(plan.settings().values());
        plan.context()
                .tokens()
                .ifPresent(tokens -> settings.putIfAbsent(
                        PromptSettings.CONTEXT_LIMIT.name(),
                        new ResolvedSettings.Value(String.valueOf(tokens), Layer.DEFAULT)));
        if (!plan.request().ownModels()) {
            settings.putIfAbsent(DatasetSettings.MODELS.name(), new ResolvedSettings.Value("false", Layer.DEFAULT));
        }
        return settings;
    }

    /** Resolves the plan again, as the launcher did, with the seed of this fork. */
    WorkloadPlan plan(WorkloadDefinition definition) {
        return PlanResolver.resolve(
                        definition.spec(),
                        params,
                        ResolvedSettings.resolved(settings),
                        new LengthFile(ForkTask.class.getClassLoader()))
                .withModel(model)
                .withSeed(Seed.of(seed));
    }
}
