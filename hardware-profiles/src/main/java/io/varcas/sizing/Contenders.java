package io.varcas.sizing;

import io.varcas.sizing.demand.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The formats of each machine that the engine has to decide between. */
final class Contenders {

    /** Formats of one machine that the engine compares at most, and how much more than the cheapest they may cost. */
    private static final int PER_MACHINE = 3;

    private static final double COST_SLACK = 1.2;

    /** Machines that are always checked, whatever it takes. */
    private static final int LEAST_CHECKED = 10;

    /** Work that all checks may take together, in microseconds of one core: some seconds on two. */
    private static final double AFFORDABLE_MICROS = 5e6;

    private static final double REQUESTS_PER_CHECK = EngineCheck.WARMUP_REQUESTS + EngineCheck.MEASURED_REQUESTS;

    /** Engine time of a step, of a token in it and of a prompt token (hashing and placing its block), microseconds (measured, 2026-11). */
    private static final double STEP_MICROS = 2;

    private static final double TOKEN_MICROS = 0.025;
    private static final double PROMPT_TOKEN_MICROS = 0.016;

    /** A check that fails is repeated with more machines: so many runs a check, on average. */
    private static final double RUNS_PER_CHECK = 2;

    private static final Comparator<Assessment> BETTER = Comparator.comparing(
                    (Assessment assessment) -> !assessment.passes())
            .thenComparing((a, b) -> a.passes() ? Assessment.BY_COST.compare(a, b) : Assessment.BY_GAP.compare(a, b))
            .thenComparing(assessment -> assessment.candidate().toString());

    private final Map<String, List<Assessment>> byMachine = new LinkedHashMap<>();
    private final FleetAssessor assessor;
    private final double promptTokens;
    private final double outputTokens;
    private final int mostMachines;
    private final boolean failingToo;

    /**
     * @param all every format in closed form
     * @param assessor tells which are not wanted for their price
     * @param requests lengths of requests
     * @param mostMachines machines to check at most
     * @param failingToo whether machines that miss an objective in closed form are checked as well
     */
    Contenders(
            List<Assessment> all,
            FleetAssessor assessor,
            RequestStatistics requests,
            int mostMachines,
            boolean failingToo) {
        this.failingToo = failingToo;
        this.assessor = assessor;
        this.promptTokens = requests.promptTokens();
        this.outputTokens = requests.outputTokens();
        this.mostMachines = mostMachines;
        for (Assessment fleet : all) {
            byMachine
                    .computeIfAbsent(machine(fleet.candidate()), name -> new ArrayList<>())
                    .add(fleet);
        }
        byMachine.values().forEach(layouts -> layouts.sort(BETTER));
    }

    /**
     * Returns the best format of each machine: as the engine has it where it was asked, else in closed form. The
     * cheapest of all is always one that the engine was asked about, unless none is to be checked.
     */
    List<Assessment> decide(UnaryOperator<Assessment> engine) {
        List<Assessment> asked = affordable();
        List<Assessment> answers = asked.parallelStream().map(engine).toList();
        IdentityHashMap<Assessment, Assessment> verdicts = new IdentityHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            verdicts.put(asked.get(i), answers.get(i));
        }
        List<Assessment> best = best(verdicts);
        for (int i = 0; i < LEAST_CHECKED && mostMachines > asked.size(); i++) {
            Optional<Assessment> cheapest = best.stream()
                    .filter(fleet -> fleet.passes() && assessor.refusal(fleet).isEmpty())
                    .min(Assessment.BY_COST)
                    .filter(fleet -> fleet.prediction().origin() == Origin.CLOSED_FORM);
            if (cheapest.isEmpty()) {
                break;
            }
            verdicts.put(cheapest.get(), engine.apply(cheapest.get()));
            best = best(verdicts);
        }
        return best;
    }

    private List<Assessment> best(IdentityHashMap<Assessment, Assessment> verdicts) {
        List<Assessment> best = new ArrayList<>();
        for (List<Assessment> layouts : byMachine.values()) {
            best.add(layouts.stream()
                    .map(verdicts::get)
                    .filter(Objects::nonNull)
                    .min(BETTER)
                    .orElse(layouts.get(0)));
        }
        return best;
    }

    /**
     * The best format of every machine, then the second best and so on, the cheapest machines first, as far as the
     * work allows.
     */
    private List<Assessment> affordable() {
        List<List<Assessment>> machines = new ArrayList<>();
        for (List<Assessment> layouts : byMachine.values()) {
            Assessment first = layouts.get(0);
            if ((failingToo || first.passes()) && assessor.refusal(first).isEmpty()) {
                machines.add(layouts);
            }
        }
        machines.sort(Comparator.comparing(layouts -> layouts.get(0), Assessment.BY_COST));
        List<Assessment> asked = new ArrayList<>();
        Set<String> counted = new HashSet<>();
        double micros = 0;
        for (int place = 0; place < PER_MACHINE; place++) {
            for (List<Assessment> layouts : machines.subList(0, Math.min(mostMachines, machines.size()))) {
                if (place >= layouts.size() || !worthwhile(layouts.get(place), layouts.get(0))) {
                    continue;
                }
                Assessment layout = layouts.get(place);
                // Equal replicas under equal load are run once.
                String run = ReplicaKey.of(layout.candidate()) + " " + layout.requestsPerSecond() / layout.replicas();
                micros += counted.add(run) ? micros(layout) : 0;
                if (micros <= AFFORDABLE_MICROS || asked.size() < LEAST_CHECKED) {
                    asked.add(layout);
                }
            }
        }
        return asked;
    }

    private boolean worthwhile(Assessment layout, Assessment best) {
        return (failingToo || layout.passes())
                && layout.usdPerHour().orElse(0)
                        <= COST_SLACK * best.usdPerHour().orElse(Double.MAX_VALUE);
    }

    private double micros(Assessment layout) {
        double running = Math.max(1, layout.prediction().running());
        return RUNS_PER_CHECK
                * REQUESTS_PER_CHECK
                * (outputTokens * (STEP_MICROS / running + TOKEN_MICROS) + promptTokens * PROMPT_TOKEN_MICROS);
    }

    /** Returns the name of what formats are compared within: a machine, and the precisions of weights and KV cache. */
    static String machine(Candidate candidate) {
        return candidate.instanceName() + " " + candidate.deployment().precision() + " "
                + candidate.deployment().kvPrecision();
    }
}
