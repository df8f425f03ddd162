package io.varcas.runner;

import io.varcas.annotation.Unit;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Parameter;
import io.varcas.workload.PromptContext;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;
import java.time.Duration;
import java.util.List;

/** A workload whose code misbehaves as its parameter says; short, and found as generated ones are. */
public final class MoodyWorkload implements WorkloadDefinition {

    public static final String NAME = "Moody";

    @Override
    public WorkloadSpec spec() {
        return WorkloadSpec.of(MoodyWorkload.class.getName(), NAME)
                .set(Settings.USERS, 2)
                .set(Settings.INPUT_TOKENS.mean(), 10.0)
                .set(Settings.OUTPUT_TOKENS.mean(), 5.0)
                .set(Settings.WARMUP_ITERATIONS, 1)
                .set(Settings.WARMUP_TIME, Duration.ofMillis(200))
                .set(Settings.MEASUREMENT_ITERATIONS, 2)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(400))
                .parameter(new Parameter("mood", "java.lang.String", List.of("well"), List.of()))
                .objective(
                        Objective.of("ttft.p50", Objective.Direction.AT_MOST, 10, Unit.SECONDS, "any answer will do"))
                .writesPrompts()
                .build();
    }

    @Override
    public WorkloadInstance newInstance() {
        return new Instance();
    }

    private static final class Instance implements WorkloadInstance {

        private String mood = "";

        @Override
        public void set(String name, String value) {
            mood = value;
        }

        @Override
        public void setUp() {
            if (mood.equals("printing")) {
                System.out.println("hello from the workload");
            }
            if (mood.equals("telling")) {
                System.out.println("pid " + ProcessHandle.current().pid());
            }
            if (mood.equals("failing")) {
                throw new IllegalStateException("no data");
            }
        }

        @Override
        public void tearDown() {}

        @Override
        public ChatPrompt prompt(PromptContext context) {
            if (mood.equals("crashing") && context.index() == 100) {
                System.err.println("last words");
                Runtime.getRuntime().halt(7);
            }
            if (mood.equals("throwing") && context.index() == 100) {
                throw new IllegalStateException("no more ideas");
            }
            return ChatPrompt.of(context.text(context.inputTokens()));
        }
    }
}
