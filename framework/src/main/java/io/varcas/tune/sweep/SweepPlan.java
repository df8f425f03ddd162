package io.varcas.tune.sweep;

import io.varcas.fork.Workloads;
import io.varcas.launch.LaunchSpec;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.WantedFlags;
import io.varcas.setting.Settings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.traffic.Seed;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The cells of a sweep and the order of their runs. In each repeat every server is visited once, and each of its cells is measured once:
 * in a random order that depends on the seed alone, and in the next repeat in the reverse of that order (A B C, C B A, ...), so that what
 * drifts with time favours no cell. A server that is last in one repeat and first in the next is not restarted between them.
 *
 * @param cells the cells, in the order of the workloads and of the values as written
 * @param repeats runs of each cell, at least 1
 * @param order the runs
 */
public record SweepPlan(List<SweepCell> cells, int repeats, List<Step> order) {

    /**
     * One run of a cell.
     *
     * @param cell place of the cell, from 0
     * @param repeat the repeat, from 0
     */
    public record Step(int cell, int repeat) {}

    /** Copies the lists. */
    public SweepPlan {
        cells = List.copyOf(cells);
        order = List.copyOf(order);
    }

    /**
     * Returns whether trials need a sweep: their servers differ, so that no single run can measure them.
     *
     * @param plans trials as planned
     */
    public static boolean isNeeded(List<WorkloadPlan> plans) {
        return plans.stream()
                        .map(plan -> WantedFlags.of(plan.settings()))
                        .distinct()
                        .count()
                > 1;
    }

    /**
     * Lays out a sweep.
     *
     * @param options what is swept over
     * @param repeats runs of each cell
     * @throws UsageException with every fault found, if a name is unknown, a value breaks a rule, or flags cannot be set
     */
    public static SweepPlan of(RunOptions options, int repeats) {
        if (repeats < 1) {
            throw new UsageException("-repeats " + repeats + ": must be at least 1");
        }
        List<WorkloadPlan> plans =
                new TrialPlanner(options).plan(Workloads.discover().select(options.includes(), options.excludes()));
        List<SweepCell> cells = new ArrayList<>();
        Set<String> faults = new LinkedHashSet<>();
        for (WorkloadPlan plan : plans) {
            String target = plan.settings().find(Settings.TARGET).orElse(SimulatedTarget.SCHEME);
            try {
                cells.add(new SweepCell(plan, checked(new FlaggedTarget(target, WantedFlags.of(plan.settings())))));
            } catch (UsageException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            } catch (IllegalArgumentException fault) {
                faults.add("-target: " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new UsageException(List.copyOf(faults));
        }
        return new SweepPlan(cells, repeats, order(cells, repeats));
    }

    private static FlaggedTarget checked(FlaggedTarget server) {
        if (SimulatedTarget.isSimulated(server.target())) {
            var unused = SimulatedTarget.parse(server.simulated());
        } else if (LaunchSpec.isLaunch(server.target())) {
            var unused = server.launched();
        }
        return server;
    }

    /** Returns the different servers, in the order of the cells. */
    public List<FlaggedTarget> servers() {
        return cells.stream().map(SweepCell::server).distinct().toList();
    }

    private static List<Step> order(List<SweepCell> cells, int repeats) {
        Map<FlaggedTarget, List<Integer>> byServer = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            byServer.computeIfAbsent(cells.get(i).server(), none -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> servers = new ArrayList<>(byServer.values());
        RandomGenerator chance =
                Seed.of(cells.get(0).seed(0)).derive("sweep order").generator();
        shuffle(servers, chance);
        servers.forEach(own -> shuffle(own, chance));
        List<Step> order = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (List<Integer> server : servers) {
                for (int cell : server) {
                    order.add(new Step(cell, repeat));
                }
            }
            Collections.reverse(servers);
            servers.forEach(Collections::reverse);
        }
        return order;
    }

    private static <T> void shuffle(List<T> list, RandomGenerator chance) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, chance.nextInt(i + 1));
        }
    }
}
