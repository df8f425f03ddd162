package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.OutputCheck;
import io.varcas.fork.ForkFolder;
import io.varcas.fork.ForkTrace;
import io.varcas.record.RequestLogReader;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ClientsTest {

    @TempDir
    Path out;

    private RunOptions.Builder run(int clients) {
        return RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set("mood", List.of("well"))
                .set(Settings.CLIENTS, clients)
                .out(out);
    }

    private static ForkResult fork(ResultBundle bundle) {
        TrialResult trial = bundle.result().trials().get(0);
        assertThat(trial.error()).isEmpty();
        assertThat(trial.status()).isEqualTo(Status.COMPLETED);
        return trial.forkResults().get(0);
    }

    private static Path file(ResultBundle bundle, String name) {
        return bundle.folder().resolve(fork(bundle).requests()).resolveSibling(name);
    }

    @Test
    void whatTwoClientsRecordIsWhatOneWouldHaveRecorded() throws IOException {
        ResultBundle one = new Runner(run(1).set(Settings.RATE, 50.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        ResultBundle two = new Runner(run(2).set(Settings.RATE, 50.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();

        assertThat(fork(two).digest())
                .as("same requests, same intended times")
                .isPresent()
                .isEqualTo(fork(one).digest());
        try (Dataset first = trace(one);
                Dataset second = trace(two)) {
            OutputCheck check = OutputCheck.of(first, second);
            assertThat(check.requests()).isPositive();
            assertThat(List.of(check.otherPrompts(), check.otherLengths(), check.onlyFirst(), check.onlySecond()))
                    .containsOnly(0L);
        }
        assertThat(made(two)).as("prompts of both clients").isEqualTo(made(one));
        try (var files = Files.list(file(two, "."))) {
            assertThat(files).noneMatch(Files::isDirectory);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt.prefixes=2",
                "mix=\"a 50 prompt.prefixes=2 inputTokens=300\" \"b 50 prompt.prefixes=3 inputTokens=200\""
            })
    void whatThePrefixCacheCanHaveIsReckonedForAllClientsTogether(String sharing) throws IOException {
        TrafficResult one = sharing(sharing, 1);
        TrafficResult three = sharing(sharing, 3);

        assertThat(one.expectedCacheHit().orElseThrow()).isGreaterThan(0.7);
        assertThat(three.expectedCacheHit()).isEqualTo(one.expectedCacheHit());
        assertThat(three.distinctPrompts()).isEqualTo(one.distinctPrompts());
    }

    private TrafficResult sharing(String setting, int clients) throws IOException {
        int equals = setting.indexOf('=');
        return traffic(new Runner(RunOptions.builder()
                        .include(RepeatingWorkload.NAME)
                        .set(setting.substring(0, equals), List.of(setting.substring(equals + 1)))
                        .set("prompt.prefixShare", List.of("0.9"))
                        .set(Settings.FORKS, 1)
                        .set(Settings.CLIENTS, clients)
                        .out(out)
                        .build())
                .run());
    }

    @Test
    void usersAreSharedOut() throws IOException {
        ResultBundle bundle = new Runner(run(2).set(Settings.USERS, 3).build()).run();

        Set<Integer> users = new TreeSet<>();
        RequestLogReader.read(file(bundle, ForkFolder.REQUESTS), request -> users.add(request.user()));
        assertThat(users).containsExactly(0, 1, 2);
        assertThat(bundle.result().trials().get(0).windows()).hasSize(2);
    }

    @Test
    void aClientThatFailsFailsTheFork() throws IOException {
        TrialResult trial = new Runner(RunOptions.builder()
                        .include(MoodyWorkload.NAME)
                        .set("mood", List.of("failing"))
                        .set(Settings.CLIENTS, 2)
                        .out(out)
                        .build())
                .run()
                .result()
                .trials()
                .get(0);

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error())
                .hasValueSatisfying(
                        error -> assertThat(error).startsWith("client ").contains("@Setup method failed"));
    }

    @Test
    void refusesClientsInTheLaunchersOwnJvm() {
        assertThatThrownBy(() -> new Runner(run(2).set(Settings.FORKS, 0).build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-clients needs at least one fork");
    }

    private static long made(ResultBundle bundle) {
        return traffic(bundle).requests();
    }

    private static TrafficResult traffic(ResultBundle bundle) {
        return bundle.result().trials().get(0).traffic().orElseThrow();
    }

    private Dataset trace(ResultBundle bundle) {
        return Dataset.open(
                DatasetSpec.of(file(bundle, ForkTrace.FILE).toString()),
                getClass().getClassLoader());
    }
}
