package io.varcas.load;

import io.varcas.record.RequestRecord;
import io.varcas.request.RequestMaker;
import io.varcas.traffic.Seed;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Optional;

/** Loads over real sockets, by the system's clock. */
final class SocketLoad {

    private SocketLoad() {}

    /** Runs a whole plan against a server, and adds the record of each request. */
    static LoadEnd run(WorkloadPlan plan, Target target, List<RequestRecord> records) {
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            return new LoadRun(
                            plan,
                            new RequestMaker(plan, Optional.empty(), Seed.of(1)),
                            transport,
                            Seed.of(1),
                            Share.WHOLE,
                            (asked, request, text) -> records.add(request),
                            LoadListener.NONE,
                            LoadClock.system())
                    .run();
        }
    }
}
