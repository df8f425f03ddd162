package io.varcas.prediction;

import io.varcas.dataset.DatasetRequests;
import io.varcas.dataset.DatasetSpec;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.RequestSource;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a dataset as an engine sees them: their lengths, their times if those are replayed, and what their texts repeat.
 * They are read once, however often they are simulated.
 *
 * @param requests in their order, their numbers from 0
 * @param dueNanos when they are due; empty if their times are not replayed
 * @param isCut whether more were wanted than are read before a run
 */
record DataTraffic(List<EngineRequest> requests, List<Long> dueNanos, boolean isCut) {

    private static final int MOST_REQUESTS = 5_000;
    private static final long MOST_LETTERS = 32_000_000;

    /**
     * Reads what a fork will send.
     *
     * @param plan takes its requests from a dataset
     * @param seed of the fork
     * @param longest tokens that prompt and output together may have
     * @param blockTokens tokens a KV block holds
     * @param most requests that the load can have
     */
    static DataTraffic read(WorkloadPlan plan, Seed seed, int longest, int blockTokens, double most) {
        DatasetSpec spec = DatasetSpec.of(plan.settings()).orElseThrow();
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), seed);
        try (DatasetRequests data = new DatasetRequests(spec, DataTraffic.class.getClassLoader(), maker)) {
            return new Reading(plan, longest).of(data, most).traffic(blockTokens);
        }
    }

    /** Returns the requests as a simulation takes them, one simulation at a time. */
    RequestSource source() {
        return id -> requests.get((int) id);
    }

    boolean isTimed() {
        return !dueNanos.isEmpty();
    }

    double meanInput() {
        return requests.stream().mapToInt(EngineRequest::promptTokens).average().orElse(1);
    }

    double meanOutput() {
        return outputTokens() / Math.max(1, requests.size());
    }

    double outputTokens() {
        return requests.stream().mapToDouble(EngineRequest::outputTokens).sum();
    }

    /**
     * Returns for what share of the load the requests last, so that what is measured does not begin after their end.
     *
     * @param seconds length of the load
     * @param expectedTokens output tokens in that time at most
     */
    double reach(double seconds, double expectedTokens) {
        if (!isCut) {
            return 1;
        }
        return isTimed()
                ? dueNanos.get(dueNanos.size() - 1) * 1e-9 / seconds
                : Math.min(1, outputTokens() / expectedTokens);
    }

    /** The state of a partial read. */
    private static final class Reading {

        private final WorkloadPlan plan;
        private final int longest;
        private final List<PlannedLine> lines = new ArrayList<>();
        private final List<Long> due = new ArrayList<>();
        private long letters;
        private boolean cut;

        Reading(WorkloadPlan plan, int longest) {
            this.plan = plan;
            this.longest = longest;
        }

        Reading of(DatasetRequests data, double most) {
            boolean timed = plan.load() instanceof LoadShape.Replay;
            long end = plan.windows().measurementEndNanos();
            ArrivalSequence times = data.arrivals();
            while (lines.size() < most && !cut) {
                if (timed && !times.hasNext()) {
                    break;
                }
                long at = timed ? times.nextNanos() : 0;
                Optional<PlannedRequest> request = at >= end ? Optional.empty() : data.request(lines.size());
                if (request.isEmpty()) {
                    break;
                }
                due.add(Math.max(at, due.isEmpty() ? 0 : due.get(due.size() - 1)));
                add(request.get());
                cut = lines.size() >= MOST_REQUESTS || letters >= MOST_LETTERS;
            }
            return this;
        }

        private void add(PlannedRequest request) {
            int output = Math.min(request.outputTokens(), longest - 1);
            int input = Math.max(1, Math.min(request.input().tokens(), longest - output));
            TextPieces text = TextPieces.of(request.prompt());
            letters += text.letters();
            lines.add(new PlannedLine(input, output, text));
        }

        DataTraffic traffic(int blockTokens) {
            double tokens = lines.stream().mapToInt(PlannedLine::input).sum();
            double pieces = lines.stream().mapToInt(line -> line.text().size()).sum();
            List<EngineRequest> requests = new ArrayList<>();
            for (PlannedLine line : lines) {
                requests.add(EngineRequest.of(requests.size(), line.input(), line.output())
                        .withBlocks(line.text().blocks(line.input(), tokens / pieces, blockTokens)));
            }
            return new DataTraffic(requests, plan.load() instanceof LoadShape.Replay ? due : List.of(), cut);
        }
    }

    private record PlannedLine(int input, int output, TextPieces text) {}
}
