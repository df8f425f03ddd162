package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadResolverTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=20 | open loop, Poisson, 20/s",
                "rate=20 arrivals=constant | open loop, constant, 20/s",
                "rate=20 arrivals=gamma burstiness=0.25 | open loop, gamma, 20/s, burstiness 0.25",
                "rate=15 arrivals=hawkes excitation=0.8 decay=2 | open loop, Hawkes, mean 15/s (base 9/s, excitation"
                        + " 0.8/s, decay 2/s, branching ratio 0.4)",
                "base=9 arrivals=hawkes excitation=0.8 decay=2 | open loop, Hawkes, mean 15/s (base 9/s, excitation"
                        + " 0.8/s, decay 2/s, branching ratio 0.4)",
                "rate=5 arrivals=cyclical amplitude=4 period=30s | open loop, cyclical, 5/s +- 4/s, period 30s",
                "arrivals=ramp rates=0s:1~30s:50 | open loop, ramp, 1/s at 0s, 1/s at 7s, 50/s at 37s",
                "arrivals=steps rates=0s:5~30s:20 | open loop, steps, 5/s at 0s, 5/s at 7s, 20/s at 37s",
                "arrivals=burst burst=100 | open loop, one burst of 100 requests at 7s",
                "arrivals=burst burst=100 every=2s | open loop, bursts of 100 requests every 2s from 1s",
                "rate=5 maxConcurrency=16 | open loop, Poisson, 5/s, at most 16 in flight",
                "users=1 batch=8 | closed loop, 1 user, 8 requests at once",
                "users=10 thinkTime=500ms rampUp=3s | closed loop, 10 users, think time 500ms, joining over 3s",
            })
    void resolvesEveryShape(String settings, String words) {
        assertThat(LoadResolver.resolve(on(Layer.COMMAND_LINE, settings), Duration.ofSeconds(7))
                        .describe())
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=5 users=3 | rate and users are both set on the command line: a load is open (rate) or closed"
                        + " (users); set one of them, or set rate with maxConcurrency, which limits the requests in flight",
                "users=3 arrivals=constant | arrivals and users are both set on the command line: a load is"
                        + " open (arrivals) or closed (users); set one of them, or set rate with maxConcurrency,"
                        + " which limits the requests in flight",
                "thinkTime=1s burst=5 arrivals=burst | arrivals and thinkTime are both set on the command"
                        + " line: a load is open (arrivals) or closed (thinkTime); set one of them, or set rate with"
                        + " maxConcurrency, which limits the requests in flight",
                "users=3 maxConcurrency=2 | maxConcurrency = 2 caps an open loop, and this load is closed: its users"
                        + " are its cap; set users, or rate",
                "rate=5 clients=3 maxConcurrency=2 | maxConcurrency = 2 is shared by 3 clients: it must be at least 3",
                "arrivals=hawkes excitation=2 decay=0.5 | Hawkes arrivals: branching ratio is 4.0 (excitation 2.0 /"
                        + " decay 0.5); it must be below 1 or arrivals explode; use a decay above 2.0 per second or an"
                        + " excitation below 0.5 per second",
                "arrivals=cyclical rate=5 amplitude=10 | cyclical arrivals: amplitude 10.0 is above base 5.0, so the"
                        + " rate would fall below 0; use an amplitude of at most 5.0",
                "users=1 batch=8 session.turns=2 | batch = 8 and session.turns = 2: a user in a"
                        + " conversation waits for each response; set one of them to 1",
                "arrivals=ramp | arrivals = ramp needs rates: set rates, such as rates = \"0s:5 30s:20\"",
                "arrivals=burst rate=7 | rate is set (command line), but has no use with arrivals = burst; set"
                        + " arrivals = poisson or constant or gamma or hawkes or cyclical, or leave rate out",
                "rate=5 decay=3 | decay is set (command line), but has no use with arrivals = poisson; set arrivals ="
                        + " hawkes, or leave decay out",
            })
    void refusesWhatDoesNotFit(String settings, String message) {
        assertThatThrownBy(() -> LoadResolver.resolve(on(Layer.COMMAND_LINE, settings), Duration.ZERO))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }

    @Test
    void anotherProcessOnTheCommandLineMakesTheAnnotatedNumbersIdle() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of(
                Layer.COMMAND_LINE, values("arrivals=poisson"),
                Layer.ANNOTATION, values("arrivals=hawkes rate=15 excitation=0.8 decay=2")));
        assertThat(LoadResolver.resolve(settings, Duration.ZERO).describe()).isEqualTo("open loop, Poisson, 15/s");
    }

    @Test
    void usersOnTheCommandLineOverruleAnAnnotatedCapWithItsRate() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of(
                Layer.COMMAND_LINE, values("users=3"),
                Layer.ANNOTATION, values("rate=15 maxConcurrency=2")));
        assertThat(LoadResolver.resolve(settings, Duration.ZERO).describe()).isEqualTo("closed loop, 3 users");
    }

    @Test
    void aRateOnTheCommandLineReplacesAnAnnotatedBase() {
        ResolvedSettings settings = ResolvedSettings.of(Map.of(
                Layer.COMMAND_LINE, values("rate=30"),
                Layer.ANNOTATION, values("arrivals=hawkes base=9 excitation=0.8 decay=2")));
        assertThat(LoadResolver.resolve(settings, Duration.ZERO).describe()).contains("mean 30/s (base 18/s");
    }

    private static ResolvedSettings on(Layer layer, String settings) {
        return ResolvedSettings.of(Map.of(layer, values(settings)));
    }

    private static Map<String, String> values(String settings) {
        return Stream.of(settings.split(" "))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair[1].replace('~', ' '), (a, b) -> b, LinkedHashMap::new));
    }
}
