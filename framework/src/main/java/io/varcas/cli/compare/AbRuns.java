package io.varcas.cli.compare;

import io.varcas.cli.compare.AbPlan.Label;
import io.varcas.cli.run.LineProgress;
import io.varcas.cli.run.RunLine;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.runner.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the runs of an A/B comparison, one after the other, until they are done or it is stopped. */
final class AbRuns {

    private final AbPlan plan;
    private final PrintWriter out;
    private final Map<Integer, RunResult> ofA = new TreeMap<>();
    private final Map<Integer, RunResult> ofB = new TreeMap<>();
    private final Map<String, Runner> latest = new HashMap<>();
    private @Nullable Runner running;
    private boolean stopped;

    AbRuns(AbPlan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Makes them.
     *
     * @return whether all were made; not if it was stopped, or a run had no trial that ended
     * @throws IOException if a bundle cannot be written
     */
    boolean run() throws IOException {
        for (int i = 0; i < plan.runs().size(); i++) {
            AbPlan.Run next = plan.runs().get(i);
            String name = "# " + (i + 1) + "/" + plan.runs().size() + "  " + next.side();
            Runner runner = new Runner(next.options(), new LineProgress(out, name));
            Runner earlier = latest.put(next.options().target(), runner);
            if (earlier != null) {
                runner.after(earlier);
            }
            if (!begin(runner)) {
                return false;
            }
            RunResult result = runner.run().result();
            out.println(name + "  seed " + next.seed() + "  " + RunLine.of(result));
            out.flush();
            if (result.status() == Status.INTERRUPTED) {
                return false;
            }
            (next.side() == Label.A ? ofA : ofB).put(next.repeat(), result);
            if (result.trials().stream().noneMatch(trial -> trial.status() == Status.COMPLETED)) {
                return false; // what failed whole would fail again
            }
        }
        return true;
    }

    /** Ends the run that goes on, and makes no more. May be called from any thread. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    private synchronized boolean begin(Runner runner) {
        running = runner;
        return !stopped;
    }

    /** Returns the runs of a side that have their counterpart on the other. */
    List<RunResult> of(Label side) {
        Map<Integer, RunResult> both = new TreeMap<>(side == Label.A ? ofA : ofB);
        both.keySet().retainAll((side == Label.A ? ofB : ofA).keySet());
        return new ArrayList<>(both.values());
    }
}
