package io.varcas.fork;

import io.varcas.load.Share;
import io.varcas.metric.Span;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One fork's load, driven by several JVMs: each has a share of the plan, all begin at the same instant, and their recordings become
 * one. Profilers are attached to the first.
 */
final class SharedFork implements RunningFork {

    /** From the last client's being ready to the start: enough to tell all of them. */
    private static final Duration LEAD = Duration.ofMillis(300);

    private final List<RunningFork> clients;
    private final CyclicBarrier ready;
    private volatile Instant start = Instant.MAX;

    SharedFork(List<? extends RunningFork> clients) {
        this.clients = List.copyOf(clients);
        this.ready =
                new CyclicBarrier(clients.size(), () -> start = Instant.now().plus(LEAD));
    }

    @Override
    public ForkEnd run(ForkTask task, ForkEvents events) throws ForkException {
        List<ForkTask> tasks = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            tasks.add(task.of(new Share(i, clients.size())));
        }
        SharedEvents shared = new SharedEvents(events, clients.size());
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<ForkEnd>> ends = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                int client = i;
                ends.add(threads.submit(() -> runOne(client, tasks.get(client), shared)));
            }
            List<ForkEnd> ended = new ArrayList<>();
            Optional<ForkException> failure = Optional.empty();
            for (Future<ForkEnd> end : ends) {
                try {
                    ended.add(end.get());
                } catch (ExecutionException broken) {
                    failure = failure.or(() -> Optional.of(failure(broken)));
                }
            }
            SharedFiles.merge(
                    task.folder(), tasks.stream().map(ForkTask::folder).toList());
            if (failure.isPresent()) {
                throw failure.get();
            }
            return whole(ended);
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new ForkException("interrupted", List.of());
        } catch (IOException broken) {
            throw new ForkException(
                    "the recordings of the clients cannot be merged: " + FailureText.of(broken), List.of());
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void stop() {
        clients.forEach(RunningFork::stop);
        ready.reset();
    }

    @Override
    public Optional<JvmIdentity> jvm() {
        return clients.get(0).jvm();
    }

    @Override
    public void close() {
        clients.forEach(RunningFork::close);
    }

    private ForkEnd runOne(int client, ForkTask task, SharedEvents shared) throws ForkException {
        try {
            return clients.get(client).run(task, shared.of(client, this::awaitStart));
        } catch (ForkException failed) {
            stop(); // a plan of which a part is missing is no plan
            throw new ForkException("client " + (client + 1) + ": " + failed.getMessage(), failed.stderrTail());
        }
    }

    /** Waits until all clients are ready; returns when they begin. */
    private Instant awaitStart() throws InterruptedException {
        try {
            ready.await();
        } catch (BrokenBarrierException stopped) {
            return Instant.now(); // this client was told to stop, and will not send
        }
        return start;
    }

    private static ForkException failure(ExecutionException broken) {
        return broken.getCause() instanceof ForkException failure
                ? failure
                : new ForkException(String.valueOf(broken.getCause()), Traces.of(broken));
    }

    /**
     * What all of them measured: the work is done when the last of them has done its part. If any was interrupted, a window is as long
     * as the shortest of its parts.
     */
    private static ForkEnd whole(List<ForkEnd> ends) {
        boolean interrupted = ends.stream().anyMatch(ForkEnd::interrupted);
        OptionalLong ranOut = ends.stream().allMatch(end -> end.ranOutNanos().isPresent())
                ? ends.stream()
                        .mapToLong(end -> end.ranOutNanos().orElseThrow())
                        .max()
                : OptionalLong.empty();
        List<Span> measured = interrupted
                ? shortest(ends)
                : ends.stream()
                        .map(ForkEnd::measured)
                        .max(Comparator.comparingLong(SharedFork::endNanos))
                        .orElseThrow();
        return new ForkEnd(ends.get(0).startedAt(), measured, neverMade(ends, measured.size()), interrupted, ranOut);
    }

    private static List<Long> neverMade(List<ForkEnd> ends, int windows) {
        List<Long> sums = new ArrayList<>(Collections.nCopies(windows, 0L));
        for (ForkEnd end : ends) {
            for (int i = 0; i < Math.min(windows, end.neverMade().size()); i++) {
                sums.set(i, sums.get(i) + end.neverMade().get(i));
            }
        }
        return sums.stream().allMatch(sum -> sum == 0) ? List.of() : sums;
    }

    private static long endNanos(List<Span> measured) {
        return measured.isEmpty() ? 0 : measured.get(measured.size() - 1).endNanos();
    }

    private static List<Span> shortest(List<ForkEnd> ends) {
        List<Span> measured = new ArrayList<>(ends.get(0).measured());
        for (ForkEnd end : ends) {
            while (measured.size() > end.measured().size()) {
                measured.remove(measured.size() - 1);
            }
            for (int i = 0; i < measured.size(); i++) {
                measured.set(i, measured.get(i).until(end.measured().get(i).endNanos()));
            }
        }
        return measured;
    }
}
