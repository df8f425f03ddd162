package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.SourceRevision;
import io.varcas.result.identity.TargetIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run: {@code result.json}.
 *
 * @param schemaVersion version of the format, {@link #SCHEMA_VERSION}
 * @param id name of the bundle
 * @param status completion status of the run
 * @param started when it began
 * @param ended when it ended
 * @param varcasVersion version of Varcas
 * @param source commit of the working directory, if it is under git
 * @param command the command line, or the options given to the library; never a key or token
 * @param tags tags of the run, value by key; empty in results of earlier versions
 * @param host machine that offered the load
 * @param launcher JVM that launched it
 * @param target server that was measured
 * @param trials the trials in the order in which they ran
 */
public record RunResult(
        String schemaVersion,
        String id,
        Status status,
        Instant started,
        Instant ended,
        String varcasVersion,
        Optional<SourceRevision> source,
        List<String> command,
        Optional<Map<String, String>> tags,
        HostIdentity host,
        JvmIdentity launcher,
        TargetIdentity target,
        List<TrialResult> trials) {

    /** Version of the format that this code writes; the part before the dot changes when readers must. */
    public static final String SCHEMA_VERSION = "1.0";

    static final String SCHEMA_MAJOR = "1.";

    /** Copies the lists. */
    public RunResult {
        command = List.copyOf(command);
        tags = tags.filter(some -> !some.isEmpty()).map(some -> Collections.unmodifiableMap(new LinkedHashMap<>(some)));
        trials = List.copyOf(trials);
    }

    /** Creates the result of a run without tags. */
    public RunResult(
            String schemaVersion,
            String id,
            Status status,
            Instant started,
            Instant ended,
            String varcasVersion,
            Optional<SourceRevision> source,
            List<String> command,
            HostIdentity host,
            JvmIdentity launcher,
            TargetIdentity target,
            List<TrialResult> trials) {
        this(
                schemaVersion,
                id,
                status,
                started,
                ended,
                varcasVersion,
                source,
                command,
                Optional.empty(),
                host,
                launcher,
                target,
                trials);
    }

    /** Returns whether every trial ran to its end, is valid, and met every objective and its accuracy threshold. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public RunVerdict verdict() {
        return RunVerdict.of(this);
    }

    /** Returns this result with other trials. */
    public RunResult withTrials(List<TrialResult> others) {
        return with(tags, others);
    }

    /** Returns this result with other tags. */
    public RunResult withTags(Map<String, String> others) {
        return with(Optional.of(others), trials);
    }

    private RunResult with(Optional<Map<String, String>> otherTags, List<TrialResult> otherTrials) {
        return new RunResult(
                schemaVersion,
                id,
                status,
                started,
                ended,
                varcasVersion,
                source,
                command,
                otherTags,
                host,
                launcher,
                target,
                otherTrials);
    }

    /** Returns the time of the run; 0 if the clock of its machine was set back meanwhile. */
    @JsonIgnore
    public Duration duration() {
        return ended.isBefore(started) ? Duration.ZERO : Duration.between(started, ended);
    }
}
