package io.varcas.fork;

import io.varcas.client.Rehearsal;
import io.varcas.client.ServerCalls;
import io.varcas.dataset.file.DatasetException;
import io.varcas.load.BrokenLoadException;
import io.varcas.load.LoadClock;
import io.varcas.load.LoadEnd;
import io.varcas.load.LoadRun;
import io.varcas.load.RepeatedFailureException;
import io.varcas.load.RequestSink;
import io.varcas.metric.ClientLimits;
import io.varcas.record.RequestLogWriter;
import io.varcas.request.PromptCounter;
import io.varcas.request.PromptStatistics;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.setting.Settings;
import io.varcas.setting.TransportKind;
import io.varcas.supply.Counting;
import io.varcas.supply.ForkRequests;
import io.varcas.supply.OutputCounting;
import io.varcas.traffic.Seed;
import io.varcas.transport.Target;
import io.varcas.transport.TargetSettings;
import io.varcas.transport.Transport;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A load generator in this JVM: what a forked JVM runs, and what {@code -f 0} runs in the launcher's. */
final class LocalFork implements RunningFork {

    private static final int NOT_FOUND = 404;

    private final AtomicReference<@Nullable BrokenLoadException> profilerFailure = new AtomicReference<>();
    private boolean stopped;
    private @Nullable LoadRun load;
    private @Nullable Thread preparing;

    @Override
    public ForkEnd run(ForkTask task, ForkEvents events) throws ForkException {
        WorkloadDefinition definition = Workloads.named(task.workload());
        WorkloadPlan plan = task.plan(definition);
        checkCapacity(plan, task.target());
        WorkloadInstance instance = definition.newInstance();
        for (Parameter field : plan.spec().parameters()) {
            instance.set(field.name(), plan.params().getOrDefault(field.name(), ""));
        }
        try {
            user("@Setup", instance::setUp);
            try {
                return drive(task, plan, instance, events);
            } finally {
                user("@TearDown", instance::tearDown);
            }
        } catch (IOException | DatasetException broken) {
            throw new ForkException(FailureText.of(broken), List.of());
        } catch (RuntimeException | Error broken) {
            if (broken instanceof RuntimeException bug && !FailureText.isOutOfMemory(bug)) {
                throw bug;
            }
            BrokenLoadException told =
                    BrokenLoadException.of("preparing or ending the load", FailureText.rootOf(broken));
            throw new ForkException(String.valueOf(told.getMessage()), Traces.of(broken));
        }
    }

    private ForkEnd drive(ForkTask task, WorkloadPlan plan, WorkloadInstance instance, ForkEvents events)
            throws IOException, ForkException {
        Target target = TargetSettings.target(task.target(), plan.settings(), System.getenv());
        LoadClock clock = LoadClock.system();
        LoadEnd end;
        Files.createDirectories(task.folder());
        try (Transport transport = Transport.open(target, clock::nanos);
                LoadWatch watch = new LoadWatch(task, target, plan, events, clock, this::profilerBroke)) {
            end = load(task, plan, instance, events, transport, watch, clock);
        }
        Optional<Throwable> ending = end.failure().or(() -> Optional.ofNullable(profilerFailure.get()));
        if (ending.isPresent()) {
            Throwable failure = ending.get();
            if (failure instanceof RepeatedFailureException repeated) {
                throw new ForkException(repeated.getMessage() + hint(repeated, target), List.of());
            }
            if (FailureText.isOutOfMemory(failure) && !(failure instanceof BrokenLoadException)) {
                failure = BrokenLoadException.of("making requests", FailureText.rootOf(failure));
            }
            throw failure instanceof DatasetException || failure instanceof BrokenLoadException
                    ? new ForkException(String.valueOf(failure.getMessage()), List.of())
                    : new ForkException("the prompt method failed: " + failure, Traces.of(failure));
        }
        return new ForkEnd(end.startedAt(), end.measured(), end.neverMade(), end.interrupted(), end.ranOutNanos());
    }

    private LoadEnd load(
            ForkTask task,
            WorkloadPlan plan,
            WorkloadInstance instance,
            ForkEvents events,
            Transport transport,
            LoadWatch watch,
            LoadClock clock)
            throws IOException {
        Counting counting = Counting.of(plan, new ServerCalls(transport), task.model());
        try (ForkRequests requests = prepared(plan, instance, Seed.of(task.texts()), counting.prompts());
                ForkTrace trace = ForkTrace.of(plan, task.folder());
                RequestLogWriter log = RequestLogWriter.open(task.folder().resolve(ForkFolder.REQUESTS))) {
            PromptStatistics prompts = requests.maker().tally();
            RequestSink recorded = (asked, request, text) -> {
                log.accept(request);
                if (log.isBroken()) {
                    stop(); // a load whose records are lost is no measurement
                }
                if (request.sentNanos().isPresent()) {
                    prompts.sent(request.index(), request.input());
                }
                trace.ended(asked, request, text);
            };
            LoadEnd end;
            try (OutputCounting counted = new OutputCounting(counting.outputs(), recorded)) {
                LoadRun run = new LoadRun(
                        plan, requests.source(), transport, plan.seed(), task.share(), counted, watch, clock);
                if (trace.isWanted() || counting.outputs().isPresent()) {
                    run.keepAnswers();
                }
                if (task.share().count() > 1) {
                    run.beginAt(events::awaitStart);
                }
                TransportKind kind = plan.settings().get(Settings.TRANSPORT);
                run.rehearseWith(limit -> Rehearsal.run(to -> Transport.open(to.over(kind), clock::nanos), limit));
                begin(run);
                end = run.run();
            }
            log.finish(); // a log that could not be written is why whatever else fails here
            requests.writeTally(task.folder());
            ForkPrompts.write(task.folder(), prompts);
            return end;
        }
    }

    /** A fork may have other limits than its launcher: those of another {@code -jvm} or other {@code -jvmArgs}. */
    private static void checkCapacity(WorkloadPlan plan, String target) throws ForkException {
        try {
            ClientCapacity.here().check(List.of(plan), target);
        } catch (UsageException beyond) {
            throw new ForkException(String.valueOf(beyond.getMessage()), List.of());
        }
    }

    /** Ends the load: the JVM failed under a profiler, and may have failed under the load as well. */
    private void profilerBroke(BrokenLoadException failure) {
        profilerFailure.compareAndSet(null, failure);
        stop();
    }

    private static String hint(RepeatedFailureException failure, Target target) {
        if (ClientLimits.areNamedIn(String.valueOf(failure.getMessage()))) {
            return "; it is the client's machine that is at its end, not the server: load less, raise its limit (see"
                    + " ulimit -n), or share the load with -clients";
        }
        return failure.status().equals(OptionalInt.of(NOT_FOUND))
                ? "; is " + target.base()
                        + " the base URL of the server, to which /v1/chat/completions and the like are appended?"
                : "";
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (load != null) {
            load.stop();
        } else if (preparing != null) {
            preparing.interrupt(); // a server that counts slowly would hold the stop
        }
    }

    /** Opens the requests, which may ask a server long before the load begins; a stop ends the asking. */
    private ForkRequests prepared(WorkloadPlan plan, WorkloadInstance instance, Seed texts, PromptCounter counter) {
        synchronized (this) {
            preparing = Thread.currentThread();
            if (stopped) {
                preparing.interrupt();
            }
        }
        try {
            return ForkRequests.of(plan, instance, texts, counter);
        } finally {
            synchronized (this) {
                preparing = null;
                boolean unused = Thread.interrupted(); // the files that follow would not open
            }
        }
    }

    @Override
    public Optional<JvmIdentity> jvm() {
        return Optional.of(JvmIdentity.here());
    }

    @Override
    public void close() {
        // what a load has open is closed when it ends
    }

    private synchronized void begin(LoadRun run) {
        load = run;
        if (stopped) {
            run.stop();
        }
    }

    /** Runs the user's code; what it throws is the user's to see, under the name of what it was called as. */
    private static void user(String role, Fixture fixture) throws ForkException {
        try {
            fixture.run();
        } catch (Exception thrown) {
            throw new ForkException("a " + role + " method failed: " + thrown, Traces.of(thrown));
        }
    }

    /** A method of the user's. */
    private interface Fixture {
        void run() throws Exception;
    }
}
