package io.varcas.processor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@OpenLoop(arrivals = Arrivals.GAMMA, rate = 20, burstiness = 0.25)",
                "@OpenLoop(arrivals = Arrivals.HAWKES, rate = 15, excitation = 0.8, decay = 2)",
                "@OpenLoop(arrivals = Arrivals.HAWKES, base = 5, excitation = 0.8, decay = 2)",
                "@OpenLoop(arrivals = Arrivals.CYCLICAL, rate = 10, amplitude = 10, period = 30)",
                "@OpenLoop(arrivals = Arrivals.RAMP, rates = {\"0s:5\", \"30s:20\"})",
                "@OpenLoop(arrivals = Arrivals.BURST, burst = 100, every = 2.5)",
                "@ClosedLoop(users = 10, thinkTime = 0.5, rampUp = 5)",
            })
    void acceptsEveryProcess(String annotation) {
        Expect.accepted(chat(annotation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/*LOD004*/@OpenLoop(arrivals = Arrivals.HAWKES, rate = 5, excitation = 2, decay = 0.5) | Hawkes arrivals:"
                        + " branching ratio is 4.0 (excitation 2.0 / decay 0.5); it must be below 1 or arrivals explode; use a"
                        + " decay above 2.0 per second or an excitation below 0.5 per second",
                "/*LOD004*/@OpenLoop(rate = 5, burstiness = 0.5) | burstiness is set (annotation), but has no use with arrivals"
                        + " = poisson; set arrivals = gamma, or leave burstiness out",
                "/*LOD004*/@OpenLoop(arrivals = Arrivals.STEPS) | arrivals = steps needs rates: set rates, such as rates ="
                        + " \"0s:5 30s:20\"",
            })
    void refusesNumbersThatDoNotFitTheProcess(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    private static String chat(String annotation) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                %s
                class Chat {}
                """.formatted(annotation);
    }
}
