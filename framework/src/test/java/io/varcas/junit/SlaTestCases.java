package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users write, to be run by {@link SlaTestTest} inside the test kit. */
final class SlaTestCases {

    /** A server that is not there: nobody may listen at a port that needs privileges and is assigned to nothing. */
    static final String NOWHERE = "http://127.0.0.1:1";

    private SlaTestCases() {}

    @Retention(RetentionPolicy.RUNTIME)
    @SlaTest(EasyChat.class)
    @interface Easy {}

    /** Tests whose results are made up, and so the same on a machine that has other things to do. */
    static class Canned {

        @RegisterExtension
        static final SlaTestExtension IN_PLACE_OF_REAL_LOAD = new SlaTestExtension(new CannedRun());
    }

    static class Met extends Canned {

        boolean prepared;

        @BeforeEach
        void prepare() {
            prepared = true;
        }

        @Easy
        void getsWhatItAsksFor(TrialResult trial, TestInfo info, RunResult run, ResultBundle bundle) {
            assertThat(prepared).isTrue();
            assertThat(info.getDisplayName()).contains("getsWhatItAsksFor");
            assertThat(run).isSameAs(bundle.result());
            assertThat(run.trials()).containsExactly(trial);
            assertThat(bundle.folder().resolve(ResultBundle.RESULT_FILE)).isRegularFile();
            assertThat(Files.exists(bundle.folder().resolve("result.html"))).isTrue();
        }
    }

    static class MetTwice extends Canned {

        @Easy
        void once() {}

        @Easy
        void andAgain() {}
    }

    static class OwnFailure extends Canned {

        @Easy
        void wantsMore() {
            fail("not good enough");
        }
    }

    static class Aborted extends Canned {

        @Easy
        void doesNotApply() {
            Assumptions.abort("not on Sundays");
        }
    }

    static class Broken extends Canned {

        @SlaTest(StrictChat.class)
        void isTooStrict() {}
    }

    static class BrokenInReality {

        @SlaTest(StrictChat.class)
        void runsOnTheEmbeddedServer() {}
    }

    static class BrokenTwice extends Canned {

        @SlaTest(StrictChat.class)
        void isTooStrictAndFails() {
            fail("also this");
        }
    }

    static class BrokenAndSaidSo extends Canned {

        @SlaTest(StrictChat.class)
        void saysItItself(RunResult result) {
            SlaAssertions.assertThat(result).meetsSla();
        }
    }

    static class Invalid {

        @RegisterExtension
        static final SlaTestExtension SLOW_CLIENT = new SlaTestExtension(CannedRun.invalid());

        @SlaTest(StrictChat.class)
        void isNotCalled() {
            fail("is not called when numbers are not the server's");
        }
    }

    static class NoServer {

        @SlaTest(value = EasyChat.class, target = NOWHERE)
        void fails() {
            fail("is not called without a measurement");
        }
    }

    static class SkippedWithoutServer {

        @SlaTest(value = EasyChat.class, target = NOWHERE, skipWithoutServer = true)
        void isSkipped() {}
    }

    static class SkippedWithoutTarget {

        @SlaTest(value = EasyChat.class, skipWithoutServer = true)
        void isSkippedUnlessATargetIsNamed() {}
    }

    static class Sweep extends Canned {

        @SlaTest(
                value = EasyChat.class,
                set = {"tone=polite,terse", "measurement.time=600ms"})
        void hasSeveralTrials(RunResult run) {
            assertThat(run.trials()).extracting(TrialResult::trialName).hasSize(2);
        }
    }

    static class SweepIntoOne {

        @SlaTest(value = EasyChat.class, set = "tone=polite,terse")
        void takesOnlyOne(TrialResult trial) {}
    }

    static class WrongSettings {

        @SlaTest(
                value = EasyChat.class,
                set = {"tune=polite", "measurment.time=1s"})
        void namesTheNearest() {}
    }

    static class WrongValue {

        @SlaTest(value = EasyChat.class, set = "users=none")
        void namesTheRule() {}
    }

    static class WrongNotation {

        @SlaTest(
                value = EasyChat.class,
                set = {"users", "users=1", "users=2"})
        void namesTheNotation() {}
    }

    static class WrongTarget {

        @SlaTest(value = EasyChat.class, target = "gpu-host:8000", skipWithoutServer = true)
        void isNoAddress() {}
    }

    static class NoWorkload {

        @SlaTest(EasyChat.Unknown.class)
        void isNoWorkload() {}
    }

    static class Written {

        @SlaTest(EasyChat.class)
        void plain() {}

        @SlaTest(
                value = EasyChat.class,
                target = "http://gpu:8000",
                set = {"users=1,2", "tone=terse"},
                config = "nightly.json",
                profilers = "telemetry",
                out = "results")
        void everything() {}
    }
}
