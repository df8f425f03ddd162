package io.varcas.workload;

import io.varcas.annotation.Arrivals;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.TimedRate;
import io.varcas.traffic.ArrivalProcess;
import io.varcas.traffic.BurstArrivals;
import io.varcas.traffic.ConstantArrivals;
import io.varcas.traffic.CyclicalArrivals;
import io.varcas.traffic.GammaArrivals;
import io.varcas.traffic.HawkesArrivals;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.traffic.RampArrivals;
import io.varcas.traffic.RatePoint;
import io.varcas.traffic.StepArrivals;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Decides when requests are due: the load shape, and its numbers. */
public final class LoadResolver {

    private final ResolvedSettings settings;
    private final Duration lead;

    private LoadResolver(ResolvedSettings settings, Duration lead) {
        this.settings = settings;
        this.lead = lead;
    }

    /**
     * Resolves a load. The shape of the strongest layer wins: {@code -p users=32} turns an annotated open loop into a closed one.
     *
     * @param settings one value for each setting that was set
     * @param lead length of the warm-up, before which ramps, steps and bursts do not begin
     * @throws SettingException if values contradict a rule or each other
     */
    public static LoadShape resolve(ResolvedSettings settings, Duration lead) {
        Layer open = settings.strongest(LoadSettings.open());
        Layer closed = settings.strongest(LoadSettings.closed());
        if (open == closed && open != Layer.DEFAULT) {
            String opens = chosen(settings, open, LoadSettings.open(), Settings.RATE);
            String closes = chosen(settings, closed, LoadSettings.closed(), Settings.USERS);
            throw new SettingException(opens + " and " + closes + " are both set on the " + open.label()
                    + ": a load is open (" + opens + ") or closed (" + closes
                    + "); set one of them, or set rate with maxConcurrency, which limits the requests in flight");
        }
        if (closed.compareTo(open) < 0) {
            refuseCap(settings, closed);
            return new LoadShape.Closed(
                    settings.get(Settings.USERS),
                    batch(settings),
                    settings.get(Settings.THINK_TIME),
                    settings.get(LoadSettings.RAMP_UP));
        }
        if (settings.get(Settings.ARRIVALS) == Arrivals.REPLAY) {
            return new LoadResolver(settings, lead).replay();
        }
        try {
            return new LoadShape.Open(new LoadResolver(settings, lead).arrivals(), cap(settings));
        } catch (SettingException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new SettingException(String.valueOf(fault.getMessage()));
        }
    }

    /** Returns the usual setting of a kind of load if a layer sets it, or else the first of that kind that it sets. */
    private static String chosen(ResolvedSettings settings, Layer layer, List<Setting<?>> kind, Setting<?> usual) {
        return Stream.concat(Stream.of(usual), kind.stream())
                .filter(setting -> settings.layerOf(setting) == layer)
                .findFirst()
                .orElse(usual)
                .name();
    }

    /**
     * Returns where a setting that is swept over makes no difference to a load, as the end of the sentence "it makes no difference
     * ..."; trials that differ in it alone would be equal.
     *
     * @param load the resolved load
     * @param settings from these
     * @param setting the setting; nothing is said of those that are no settings of loads
     */
    public static Optional<String> whyIdle(LoadShape load, ResolvedSettings settings, Setting<?> setting) {
        boolean cap = setting.equals(LoadSettings.MAX_CONCURRENCY);
        boolean ofOpen = LoadSettings.open().contains(setting);
        boolean ofClosed = LoadSettings.closed().contains(setting);
        if (load instanceof LoadShape.Closed && (ofOpen || cap)) {
            return Optional.of("in a closed loop (" + setters(settings, LoadSettings.closed()) + ")");
        }
        if (!(load instanceof LoadShape.Closed) && ofClosed) {
            return Optional.of("in an open loop (" + setters(settings, LoadSettings.open()) + ")");
        }
        Arrivals arrivals = settings.get(Settings.ARRIVALS);
        return ofOpen && !LoadSettings.of(arrivals).contains(setting)
                ? Optional.of("with arrivals = " + name(arrivals))
                : Optional.empty();
    }

    /** Names the settings that determine the load. */
    private static String setters(ResolvedSettings settings, List<Setting<?>> some) {
        Layer layer = settings.strongest(some);
        return String.join(
                        ", ",
                        some.stream()
                                .filter(setting -> settings.layerOf(setting) == layer && layer != Layer.DEFAULT)
                                .map(Setting::name)
                                .toList())
                + ": " + layer.label();
    }

    /** Users wait for their outputs anyway; a cap that a weaker layer set for an open loop is overruled with it. */
    private static void refuseCap(ResolvedSettings settings, Layer closed) {
        int most = settings.get(LoadSettings.MAX_CONCURRENCY);
        if (most > 0 && settings.layerOf(LoadSettings.MAX_CONCURRENCY).compareTo(closed) <= 0) {
            throw new SettingException("maxConcurrency = " + most
                    + " caps an open loop, and this load is closed: its users are its cap; set users, or rate");
        }
    }

    private static OptionalInt cap(ResolvedSettings settings) {
        int most = settings.get(LoadSettings.MAX_CONCURRENCY);
        int clients = settings.get(Settings.CLIENTS);
        if (most > 0 && most < clients) {
            throw new SettingException("maxConcurrency = " + most + " is shared by " + clients
                    + " clients: it must be at least " + clients);
        }
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    private static int batch(ResolvedSettings settings) {
        int batch = settings.get(LoadSettings.BATCH);
        int turns = settings.get(PromptSettings.TURNS);
        if (batch > 1 && turns > 1) {
            throw new SettingException("batch = " + batch + " and session.turns = " + turns
                    + ": a user in a conversation waits for each response; set one of them to 1");
        }
        return batch;
    }

    private ArrivalProcess arrivals() {
        Arrivals arrivals = settings.get(Settings.ARRIVALS);
        refuseWhatHasNoUse(arrivals);
        double rate = settings.get(Settings.RATE);
        return switch (arrivals) {
            case POISSON -> new PoissonArrivals(rate);
            case CONSTANT -> new ConstantArrivals(rate);
            case GAMMA -> new GammaArrivals(rate, settings.get(LoadSettings.BURSTINESS));
            case HAWKES -> hawkes(rate);
            case CYCLICAL ->
                new CyclicalArrivals(rate, settings.get(LoadSettings.AMPLITUDE), settings.get(LoadSettings.PERIOD));
            case RAMP -> new RampArrivals(points()).after(lead);
            case STEPS -> new StepArrivals(points()).after(lead);
            case BURST -> burst();
            case REPLAY -> throw new IllegalStateException("the times of a replay are in its data");
        };
    }

    private LoadShape replay() {
        if (settings.layerOf(Settings.RATE).compareTo(settings.layerOf(Settings.ARRIVALS)) < 0) {
            throw new SettingException(
                    "rate is set (" + settings.layerOf(Settings.RATE).label()
                            + "), but times are replayed; set dataset.timeScale to go faster or slower, or arrivals ="
                            + " poisson");
        }
        refuseWhatHasNoUse(Arrivals.REPLAY);
        String dataset = settings.find(DatasetSettings.PATH)
                .orElseThrow(() ->
                        new SettingException("arrivals = replay needs a file with times: -p dataset=trace.jsonl"));
        return new LoadShape.Replay(dataset, settings.get(DatasetSettings.TIME_SCALE), cap(settings));
    }

    /**
     * A mean rate overrides a base rate of a weaker layer, so {@code -p rate=30} is a load of 30 requests per second.
     */
    private ArrivalProcess hawkes(double rate) {
        double base = settings.get(LoadSettings.BASE);
        double excitation = settings.get(LoadSettings.EXCITATION);
        double decay = settings.get(LoadSettings.DECAY);
        boolean byBase =
                base > 0 && settings.layerOf(LoadSettings.BASE).compareTo(settings.layerOf(Settings.RATE)) <= 0;
        return byBase
                ? new HawkesArrivals(base, excitation, decay)
                : HawkesArrivals.withMeanRate(rate, excitation, decay);
    }

    /** Bursts that repeat are there in the warm-up as well, and one is at the start of the measurement. */
    private ArrivalProcess burst() {
        Duration every = settings.get(LoadSettings.EVERY);
        int requests = settings.get(LoadSettings.BURST);
        return every.isZero()
                ? new BurstArrivals(requests, null, lead)
                : new BurstArrivals(requests, every, Duration.ofNanos(lead.toNanos() % every.toNanos()));
    }

    private List<RatePoint> points() {
        List<TimedRate> rates = settings.get(LoadSettings.RATES);
        if (rates.isEmpty()) {
            throw new SettingException("arrivals = "
                    + settings.get(Settings.ARRIVALS).name().toLowerCase(Locale.ROOT)
                    + " needs rates: set rates, such as rates = \"0s:5 30s:20\"");
        }
        return rates.stream()
                .map(rate -> new RatePoint(rate.at(), rate.perSecond()))
                .toList();
    }

    /** What belongs to another process is refused, unless whoever chose the process overruled it. */
    private void refuseWhatHasNoUse(Arrivals arrivals) {
        Layer chosen = settings.layerOf(Settings.ARRIVALS);
        for (Setting<?> setting : LoadSettings.open()) {
            Layer layer = settings.layerOf(setting);
            boolean idle = !LoadSettings.of(arrivals).contains(setting)
                    && !(setting.equals(Settings.RATE) && isOfTheClass(layer))
                    && layer != Layer.DEFAULT
                    && layer.compareTo(chosen) <= 0;
            if (idle) {
                throw new SettingException(setting.name() + " is set (" + layer.label()
                        + "), but has no use with arrivals = " + name(arrivals) + "; set arrivals = " + owners(setting)
                        + ", or leave " + setting.name() + " out");
            }
        }
    }

    /** A class may have a rate for when its arrivals are overridden. */
    private static boolean isOfTheClass(Layer layer) {
        return layer.compareTo(Layer.TRACE) >= 0;
    }

    private static String owners(Setting<?> setting) {
        return String.join(
                " or ",
                Arrays.stream(Arrivals.values())
                        .filter(arrivals -> LoadSettings.of(arrivals).contains(setting))
                        .map(LoadResolver::name)
                        .toList());
    }

    private static String name(Arrivals arrivals) {
        return arrivals.name().toLowerCase(Locale.ROOT);
    }
}
