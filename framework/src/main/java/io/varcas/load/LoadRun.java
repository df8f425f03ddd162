package io.varcas.load;

import io.varcas.metric.LoadContext;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.Span;
import io.varcas.request.RequestSource;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.VerdictSettings;
import io.varcas.sla.Objective;
import io.varcas.traffic.Seed;
import io.varcas.transport.Transport;
import io.varcas.validity.ValidityChecks;
import io.varcas.workload.LoadShape;
import io.varcas.workload.SessionPlan;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load of one fork: warm-up and measurement phase without a break, then a drain in which responses are waited for.
 * A fixed amount of work ends when its last request has ended: what it is per second is per second of the time that it
 * took.
 *
 * <p>One thread, the one that calls {@link #run}, sends every request and watches every limit; responses are read on
 * the threads of the transport. The schedule is absolute: a request that is sent late is sent at once, and counted from
 * when it was due.
 */
public final class LoadRun {

    /** Requests that are made before the load begins, if there are as many. */
    private static final int READY_AT_START = 64;

    /** A warm-up shorter than this has no time to spare. */
    private static final Duration REHEARSAL_WORTHWHILE = Duration.ofSeconds(2);

    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(5);

    /** Time for a rehearsal that the load waits for. After one of 200 ms the compilers are busy for longer, beside the first requests. */
    private static final Duration REHEARSAL_BEFORE = Duration.ofMillis(50);

    /**
     * Then the compilers come to rest, and the driver goes its first rounds before anything is due. While both cores compile, a thread that
     * is due waits for a compiler's slice of time, up to 4 ms: in turns, 26 JVMs each (JDK 17, two cores of which none was taken away,
     * 2026-11), the latest of 80 replayed requests left more than 2 ms late in 9 of them after a rest of 50 ms, in 5 after this.
     */
    private static final Duration REST = Duration.ofMillis(400);

    private final WorkloadPlan plan;
    private final RequestSupply supply;
    private final Share share;
    private final Driver driver;
    private @Nullable StartSignal start;
    private Consumer<Duration> rehearsal = limit -> {};

    /**
     * Creates a load.
     *
     * @param plan what is driven, for how long
     * @param requests where its requests come from
     * @param transport leads to the server, on the same clock; stays its owner's to close
     * @param seed root of the fork's chance
     * @param share the part of the plan to drive
     * @param sink takes the record of every request when it ended, on threads of the transport
     * @param listener watches
     * @param clock the load's time
     */
    public LoadRun(
            WorkloadPlan plan,
            RequestSource requests,
            Transport transport,
            Seed seed,
            Share share,
            RequestSink sink,
            LoadListener listener,
            LoadClock clock) {
        this.plan = plan;
        this.share = share;
        this.supply = new RequestSupply(plan, requests, seed, share);
        this.driver = new Driver(
                plan.windows(),
                plan.request(),
                new FirstFailures(plan.settings().get(LoadSettings.FAILURES_STOP)),
                pace(supply.ahead(), new FollowUps(plan, requests)),
                supply.ahead(),
                transport,
                sink,
                listener,
                clock);
    }

    /**
     * Returns what one must know of a plan's load to turn its records into metrics.
     *
     * @param plan the plan
     * @param origin where the records come from
     */
    public static LoadContext contextOf(WorkloadPlan plan, Origin origin) {
        return contextOf(
                plan.load(),
                plan.session(),
                plan.windows(),
                plan.objectives(),
                plan.request().streaming(),
                origin);
    }

    /**
     * Returns the facts about a load of which only a part of the plan is known, as of one that ended long ago.
     *
     * @param load when requests were due
     * @param session conversations of several turns
     * @param windows warm-up, measurement, drain
     * @param objectives bounds that good requests keep
     * @param streamed whether streams were asked for
     * @param origin where the records come from
     */
    public static LoadContext contextOf(
            LoadShape load,
            SessionPlan session,
            Windows windows,
            List<Objective> objectives,
            boolean streamed,
            Origin origin) {
        RequestBounds bounds = new RequestBounds();
        for (Objective objective : objectives) {
            if (objective.direction() == Objective.Direction.AT_MOST) {
                objective.measuredKey().ifPresent(key -> bounds.atMost(key, objective.bound()));
            }
        }
        if (load instanceof LoadShape.Closed closed) {
            boolean allThere =
                    closed.rampUp().toNanos() <= windows.measurementStartNanos(); // else those to come look idle
            boolean pauses = session.turns() > 1 && !session.pause().equals(closed.thinkTime());
            // Who waits for the last of a batch is not idle, nor who pauses within a conversation.
            boolean alwaysBusy = allThere && closed.batch() == 1 && !pauses;
            return new LoadContext(
                    origin,
                    bounds,
                    alwaysBusy ? OptionalInt.of(closed.users()) : OptionalInt.empty(),
                    closed.thinkTime(),
                    streamed);
        }
        return new LoadContext(origin, bounds, OptionalInt.empty(), Duration.ZERO, streamed);
    }

    /**
     * Returns what a plan's load is meant to be, for the checks of its validity.
     *
     * @param plan the plan
     * @param forks how many forks ran it to its end; 0 if some did not
     */
    public static ValidityChecks.Intent intentOf(WorkloadPlan plan, int forks) {
        long requests = LoadSettings.mostRequests(plan.settings());
        return new ValidityChecks.Intent(
                plan.request().ignoreEos(),
                !plan.spec().writesPrompts()
                        && plan.session().turns() == 1
                        && plan.sharesNothing()
                        && plan.settings().find(DatasetSettings.PATH).isEmpty(),
                requests == Long.MAX_VALUE || forks == 0 ? OptionalLong.empty() : OptionalLong.of(requests * forks),
                plan.settings().get(VerdictSettings.SEND_LAG).toNanos() / 1e6,
                plan.settings().get(VerdictSettings.SEND_LAG_SHARE));
    }

    /**
     * Sets how the client rehearses, such as {@link io.varcas.client.Rehearsal}; without it, it does not. To be called before
     * {@link #run}.
     *
     * @param how rehearses for at most the time that it is given, on the thread that calls it
     */
    public void rehearseWith(Consumer<Duration> how) {
        rehearsal = how;
    }

    /**
     * Begins not by itself, but when it is told; to be called before {@link #run}.
     *
     * @param signal asked once all is ready
     */
    public void beginAt(StartSignal signal) {
        start = signal;
    }

    /**
     * Hands the text of each response to the sink; to be called before {@link #run}. It costs the client time.
     */
    public void keepAnswers() {
        driver.keepAnswers();
    }

    /**
     * Stops the load before its time: nothing more is sent, what is in flight is cancelled, what was measured is kept. May be called
     * by any thread, also before {@link #run} and again.
     */
    public void stop() {
        driver.stop();
        supply.close();
    }

    /**
     * Drives the load to its end; to be called once. An interrupt of the thread stops it.
     *
     * @return how it went
     */
    public LoadEnd run() {
        supply.start();
        Instant startedAt = Instant.now();
        Throwable failure = null;
        try {
            supply.ahead().awaitReady(readyAtStart());
            Duration lead = rehearse();
            if (start == null) {
                startedAt = Instant.now().plus(lead);
            } else {
                startedAt = start.await();
                lead = Duration.between(Instant.now(), startedAt);
            }
            driver.send(lead);
            if (driver.failure() == null) {
                driver.drain();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            failure = BrokenLoadException.of("sending requests", broken);
        } finally {
            supply.close();
        }
        boolean interrupted = Thread.interrupted(); // or no wait of the clearing up would wait
        failure = failure == null ? driver.failure() : failure;
        boolean cutShort = interrupted || driver.isStopped() || failure != null;
        long end = driver.now();
        boolean ranOut = !cutShort && driver.hasRunOut();
        driver.windows().stop(end);
        driver.cutOff();
        failure = failure == null ? driver.failure() : failure;
        if (failure == null && driver.lost() != 0) {
            failure = BrokenLoadException.lost(driver.lost(), driver.due());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        WindowClock windows = driver.windows();
        List<Span> measured = ranOut
                ? windows.measuredUntilDone(driver.lastClosedNanos() + 1) // spans end before their end
                : windows.measured(cutShort ? end : Long.MAX_VALUE);
        return new LoadEnd(
                startedAt,
                measured,
                failure == null ? supply.neverMade(measured) : List.of(),
                cutShort,
                ranOut ? OptionalLong.of(driver.lastSentNanos()) : OptionalLong.empty(),
                Optional.ofNullable(failure));
    }

    /**
     * Rehearses: beside the first half of the warm-up, whose numbers are thrown away, or a little before the load where
     * there is no such time.
     *
     * @return how long to wait before the load begins
     */
    private Duration rehearse() {
        Duration warmup = Duration.ofNanos(plan.windows().measurementStartNanos());
        if (warmup.compareTo(REHEARSAL_WORTHWHILE) < 0) {
            rehearsal.accept(REHEARSAL_BEFORE);
            return REST;
        }
        Duration half = warmup.dividedBy(2);
        Duration limit = half.compareTo(LONGEST_REHEARSAL) < 0 ? half : LONGEST_REHEARSAL;
        Thread thread = new Thread(() -> rehearsal.accept(limit), "varcas-rehearsal");
        thread.setDaemon(true);
        thread.start();
        return Duration.ZERO;
    }

    /**
     * Users of a closed loop wait for their responses, so twice what they ask for at once is enough; how soon requests
     * arrive is chance.
     */
    private int readyAtStart() {
        return plan.load() instanceof LoadShape.Closed closed
                ? 2 * share.of(closed.users()) * closed.batch()
                : READY_AT_START;
    }

    private Pace pace(LookAhead ahead, FollowUps followUps) {
        if (plan.load() instanceof LoadShape.Closed closed) {
            return new ClosedPace(
                    ahead, closed, share, plan.windows(), LoadSettings.mostRequests(plan.settings()), followUps);
        }
        Pace open = new OpenPace(ahead, followUps);
        OptionalInt cap = plan.load().cap();
        return cap.isPresent() ? new CappedPace(open, share.of(cap.getAsInt())) : open;
    }
}
