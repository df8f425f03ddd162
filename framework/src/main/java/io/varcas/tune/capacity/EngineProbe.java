package io.varcas.tune.capacity;

import io.varcas.engine.Cluster;
import io.varcas.engine.Simulation.Moments;
import io.varcas.prediction.SimulatedLoad;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs of a simulator in virtual time: the requests of the workload's plan on simulated engines. */
final class EngineProbe implements Probe {

    private static final double NANOS = 1e9;

    private final Function<Setup, WorkloadPlan> plans;
    private final Supplier<Cluster> server;
    private final Duration ingress;
    private final double startSeconds;

    /**
     * The plan of a run that is asked for.
     *
     * @param number of the run
     * @param load its load
     */
    record Setup(int number, double load) {}

    /**
     * Creates it.
     *
     * @param plans returns the plan of a run; its windows do not matter
     * @param server returns fresh engines
     * @param ingress time of a request before it reaches an engine
     * @param startSeconds time that the start of a run is taken to need
     */
    EngineProbe(Function<Setup, WorkloadPlan> plans, Supplier<Cluster> server, Duration ingress, double startSeconds) {
        this.plans = plans;
        this.server = server;
        this.ingress = ingress;
        this.startSeconds = startSeconds;
    }

    @Override
    public End run(int number, double load, Duration warmup, Duration longest, Watch watch) {
        WorkloadPlan plan = within(plans.apply(new Setup(number, load)), warmup, longest);
        List<Moments> requests = SimulatedLoad.of(plan, server.get(), ingress);
        double before = warmup.toNanos() / NANOS;
        double end = before + longest.toNanos() / NANOS;
        List<RequestRecord> ended = requests.stream()
                .filter(request -> request.finishedNanos() != Moments.NEVER)
                .sorted(Comparator.comparingLong(Moments::finishedNanos))
                .map(this::record)
                .toList();
        double[] inFlight = inFlight(requests, (int) Math.floor(end));
        int known = 0;
        for (int second = (int) Math.ceil(before) + 1; second < end; second++) {
            while (known < ended.size() && ended.get(known).closedNanos() <= second * NANOS) {
                known++;
            }
            ProbeLook look = new ProbeLook(second, before, end, ended.subList(0, known), upTo(inFlight, second));
            if (!watch.goesOn(look)) {
                return end(cutOff(requests, ended.subList(0, known), second), before, second, second, inFlight);
            }
        }
        double drained = ended.isEmpty()
                ? end
                : Math.max(end, ended.get(ended.size() - 1).closedNanos() / NANOS);
        double limit = end + plan.windows().drainLimit().toNanos() / NANOS;
        return end(cutOff(requests, ended, limit), before, end, Math.min(limit, drained), inFlight);
    }

    private End end(List<RequestRecord> all, double warmup, double measuredEnd, double end, double[] inFlight) {
        // A simulation that drained is known to its end: nothing is cut off, however late it was due.
        double known = end > measuredEnd ? Double.POSITIVE_INFINITY : end;
        ProbeLook look = new ProbeLook(known, warmup, measuredEnd, all, upTo(inFlight, measuredEnd));
        return new End(look, startSeconds + end, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static WorkloadPlan within(WorkloadPlan plan, Duration warmup, Duration longest) {
        Windows windows = new Windows(
                warmup.isZero() ? 0 : 1, warmup, 1, longest, plan.windows().drainLimit());
        return new WorkloadPlan(
                plan.spec(),
                plan.params(),
                plan.load(),
                plan.parts(),
                plan.session(),
                plan.context(),
                plan.request(),
                windows,
                plan.forks(),
                plan.seed(),
                plan.objectives(),
                plan.settings());
    }

    private List<RequestRecord> cutOff(List<Moments> requests, List<RequestRecord> ended, double atSeconds) {
        long at = Math.round(atSeconds * NANOS);
        List<RequestRecord> all = new ArrayList<>(ended);
        for (Moments request : requests) {
            if (request.finishedNanos() > at && request.arrivedNanos() < at) {
                all.add(record(request).toBuilder()
                        .outcome(request.refused() ? Outcome.HTTP_ERROR : Outcome.CANCELLED)
                        .closedNanos(at)
                        .events(events(request, at))
                        .build());
            }
        }
        return all;
    }

    private RequestRecord record(Moments request) {
        return RequestRecord.builder()
                .intendedNanos(request.arrivedNanos())
                .sentNanos(OptionalLong.of(request.arrivedNanos()))
                .closedNanos(
                        request.finishedNanos() == Moments.NEVER
                                ? Moments.NEVER
                                : request.finishedNanos() + ingress.toNanos())
                .outcome(Outcome.COMPLETED)
                .output(new TokenCount(request.outputTokens(), TokenSource.USAGE))
                .events(events(request, Moments.NEVER))
                .build();
    }

    private Timeline events(Moments request, long until) {
        Timeline events = new Timeline(2);
        if (request.firstNanos() != Moments.NEVER && request.firstNanos() <= until) {
            events.add(request.firstNanos() + ingress.toNanos(), EventKind.CONTENT);
        }
        if (request.finishedNanos() != Moments.NEVER
                && request.finishedNanos() <= until
                && request.outputTokens() > 1) {
            events.add(request.finishedNanos() + ingress.toNanos(), EventKind.CONTENT);
        }
        return events;
    }

    private static double[] inFlight(List<Moments> requests, int seconds) {
        double[] inFlight = new double[Math.max(0, seconds + 1)];
        for (Moments request : requests) {
            int from = (int) Math.ceil(request.arrivedNanos() / NANOS);
            double until = request.finishedNanos() / NANOS;
            for (int i = from; i < inFlight.length && i < until; i++) {
                inFlight[i]++;
            }
        }
        return inFlight;
    }

    private static double[] upTo(double[] inFlight, double second) {
        return java.util.Arrays.copyOf(inFlight, (int) Math.min(inFlight.length, Math.floor(second) + 1));
    }
}
