package io.varcas.fork;

import io.varcas.setting.Settings;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.Forks;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives forks to trials. The first JVM is started at once, so that it boots while the server is looked at. */
public final class ForkLauncher implements AutoCloseable {

    private @Nullable Forks early;
    private @Nullable ForkProcess waiting;

    public ForkLauncher(List<WorkloadPlan> plans) {
        Forks first = plans.get(0).forks();
        if (first.count() + first.warmups() > 0) {
            try {
                waiting = ForkProcess.launch(first);
                early = first;
            } catch (IOException fault) {
                throw new UsageException(
                        "cannot start a forked JVM: " + FailureText.of(fault) + "; check -jvm, or use -f 0");
            }
        }
    }

    /**
     * Returns a fork.
     *
     * @throws IOException if its JVM cannot be started
     */
    public RunningFork next(WorkloadPlan plan) throws IOException {
        Forks forks = plan.forks();
        if (forks.count() + forks.warmups() == 0) {
            return new LocalFork();
        }
        int clients = plan.settings().get(Settings.CLIENTS);
        if (clients == 1) {
            return process(forks);
        }
        List<ForkProcess> processes = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            processes.add(process(forks));
        }
        return new SharedFork(processes);
    }

    private ForkProcess process(Forks forks) throws IOException {
        ForkProcess ready = waiting;
        if (ready != null && forks.equals(early)) {
            waiting = null;
            return ready;
        }
        return ForkProcess.launch(forks);
    }

    @Override
    public void close() {
        if (waiting != null) {
            waiting.close();
            waiting = null;
        }
    }
}
