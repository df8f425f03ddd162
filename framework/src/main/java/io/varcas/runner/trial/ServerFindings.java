package io.varcas.runner.trial;

import io.varcas.result.identity.ServerIdentity;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings about the identity of the server. */
final class ServerFindings {

    private ServerFindings() {}

    /** Returns a validity with one warning for each property on which the sources contradict each other. */
    static Validity added(Validity validity, Optional<ServerIdentity> server) {
        List<Finding> findings = new ArrayList<>(validity.findings());
        server.map(ServerIdentity::contradictions)
                .orElse(List.of())
                .forEach(line -> findings.add(new Finding("server.identity", Weight.WARNING, 1, 0, line)));
        return new Validity(findings);
    }
}
