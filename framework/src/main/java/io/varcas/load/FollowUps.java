package io.varcas.load;

import io.varcas.client.RequestBody;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestSource;
import io.varcas.workload.WorkloadPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the next turn of a conversation when the response before it has ended, on the thread that heard of it. */
final class FollowUps {

    private final WorkloadPlan plan;
    private final RequestSource source;
    private final long pauseNanos;
    private final long endNanos;

    FollowUps(WorkloadPlan plan, RequestSource source) {
        this.plan = plan;
        this.source = source;
        this.pauseNanos = plan.session().pause().toNanos();
        this.endNanos = plan.windows().measurementEndNanos();
    }

    /** Returns whether any request can have a next turn. */
    boolean arePossible() {
        return source.hasConversations();
    }

    /** Returns the next turn and when it is due; null if the conversation is over, or the load will be. */
    @Nullable
    ReadyRequest after(Flight flight, long closedNanos) {
        Optional<String> answer = flight.answer();
        long due = closedNanos + pauseNanos;
        if (answer.isEmpty() || due >= endNanos) {
            return null;
        }
        Optional<PlannedRequest> next = source.next(flight.planned(), answer.get());
        return next.map(planned -> new ReadyRequest(
                        planned.sentAs(plan.request()),
                        RequestBody.of(plan.request(), planned.prompt(), planned.outputTokens()),
                        due))
                .orElse(null);
    }
}
