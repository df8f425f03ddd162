package io.varcas.runner;

import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.SourceRevision;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.result.identity.VarcasVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a run's result that is known before its first trial.
 *
 * @param id name of the bundle
 * @param started when the run began
 * @param source commit of the working folder, if there is one
 * @param command what was asked for
 * @param tags what the user calls the run, by key
 * @param target the server
 */
record RunRecord(
        String id,
        Instant started,
        Optional<SourceRevision> source,
        List<String> command,
        Map<String, String> tags,
        TargetIdentity target) {

    /** Returns the result of the run that ended then. */
    RunResult of(Status status, Instant ended, List<TrialResult> trials) {
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                id,
                status,
                started,
                ended,
                VarcasVersion.current(),
                source,
                command,
                Optional.of(tags),
                HostIdentity.here(),
                JvmIdentity.here(),
                target,
                trials);
    }
}
