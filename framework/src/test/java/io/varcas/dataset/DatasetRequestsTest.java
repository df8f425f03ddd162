package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.OnBadLine;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatasetRequestsTest {

    private static final WorkloadPlan PLAN = Plans.of("inputTokens=33", "outputTokens=44", "model=m");

    private static DatasetRequests requests(String name, boolean repeat, double timeScale) {
        return requests(name, repeat, timeScale, new RequestMaker(PLAN, Optional.empty(), Seed.of(1)));
    }

    private static DatasetRequests requests(String name, boolean repeat, double timeScale, RequestMaker maker) {
        DatasetSpec spec = new DatasetSpec(
                "io/varcas/dataset/" + name, "auto", 0, OnBadLine.FAIL, 1, repeat, timeScale, TimeUnit.SECONDS, 42);
        return new DatasetRequests(spec, DatasetRequestsTest.class.getClassLoader(), maker);
    }

    private static String text(PlannedRequest request) {
        return request.prompt().messages().get(0).content();
    }

    @Test
    void drawsWhatTheDataDoNotSay() {
        try (DatasetRequests requests = requests("records.jsonl", false, 1)) {
            assertThat(text(requests.request(0).orElseThrow())).isEqualTo("One plus one?");
            assertThat(requests.request(1).orElseThrow().outputTokens()).isEqualTo(7);
            PlannedRequest lengths = requests.request(2).orElseThrow();
            assertThat(text(lengths).split(" ")).hasSize(100);
            assertThat(lengths.outputTokens()).isEqualTo(20);
            assertThat(requests.request(3)).isEmpty();
        }
        try (DatasetRequests requests = requests("records.csv", false, 1)) {
            assertThat(requests.request(1).orElseThrow().outputTokens()).isEqualTo(44);
        }
    }

    @Test
    void estimatesTheLengthOfAnAnswerThatIsKnown() {
        try (DatasetRequests requests = requests("sharegpt.json", false, 1)) {
            assertThat(requests.request(0).orElseThrow().outputTokens())
                    .isEqualTo("Seven is a prime number.".length() / 4);
        }
    }

    @Test
    void beginsAgainAtTheEnd() {
        try (DatasetRequests requests = requests("mlperf.json", true, 1)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                texts.add(text(requests.request(i).orElseThrow()));
            }
            assertThat(texts.get(2)).isEqualTo(texts.get(0));
            assertThat(texts.get(4)).isEqualTo(texts.get(0));
            assertThat(texts.get(3)).isEqualTo(texts.get(1)).isNotEqualTo(texts.get(0));
            assertThat(requests.tally().entries()).isEqualTo(2);
        }
    }

    @Test
    void sharesTakeTheEntriesOfTheirPlaces() {
        try (DatasetRequests odd = requests("mlperf.json", true, 1);
                DatasetRequests all = requests("mlperf.json", true, 1)) {
            for (long index = 0; index < 6; index++) {
                PlannedRequest request = all.request(index).orElseThrow();
                if (index % 2 == 1) {
                    assertThat(odd.request(index)).contains(request);
                }
            }
        }
    }

    @Test
    void replaysTimesScaledAndKeepsThemPairedWithTheirLengths() {
        try (DatasetRequests requests = requests("azure-2023.csv", true, 0.5)) {
            ArrivalSequence arrivals = requests.arrivals();
            List<Long> times = new ArrayList<>();
            List<Integer> outputs = new ArrayList<>();
            for (int i = 0; arrivals.hasNext(); i++) {
                times.add(arrivals.nextNanos());
                outputs.add(requests.request(i).orElseThrow().outputTokens());
            }
            assertThat(times).containsExactly(0L, 26_000_000L, 50_000_000L);
            assertThat(outputs).containsExactly(10, 8, 27);
        }
    }

    @Test
    void doesNotInventTimes() {
        try (DatasetRequests requests = requests("mlperf.json", false, 1)) {
            ArrivalSequence arrivals = requests.arrivals();
            assertThatThrownBy(arrivals::nextNanos).hasMessageContaining("request 1 has no time");
        }
    }

    @Test
    void promptsShareTheTextOfTheBlocksTheyShare() {
        RequestMaker maker = new RequestMaker(PLAN, Optional.empty(), Seed.of(1));
        try (DatasetRequests requests = requests("mooncake.jsonl", false, 1, maker)) {
            String first = text(requests.request(0).orElseThrow());
            String second = text(requests.request(1).orElseThrow());
            assertThat(first.split(" ")).hasSize(600);
            assertThat(second).startsWith(first);
            assertThat(second.split(" ")).hasSize(1030);
        }
        maker.tally().sent(0);
        maker.tally().sent(1);
        assertThat(maker.tally().counts(0, 0).sharingKnown()).isTrue();
        assertThat(maker.tally().counts(0, 0).sharedTokens())
                .as("600 tokens in whole blocks of 16")
                .isEqualTo(592);
    }
}
