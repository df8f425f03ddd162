package io.varcas.tune.sweep;

import io.varcas.result.CaptureResult;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial whose bundle lies in a folder of another bundle: the names of its files are those in the outer one. */
final class MovedTrial {

    private final String folder;

    /**
     * @param folder folder of the inner bundle, relative to the outer one, without a slash at its end
     */
    MovedTrial(String folder) {
        this.folder = folder;
    }

    /** Returns the trial with the names of its files in the outer bundle. */
    TrialResult of(TrialResult trial) {
        List<CaptureResult> captures = trial.captures().orElse(List.of()).stream()
                .map(capture -> new CaptureResult(
                        capture.profiler(),
                        capture.load(),
                        capture.status(),
                        capture.problem(),
                        capture.readings(),
                        moved(capture.files())))
                .toList();
        return trial.toBuilder().forks(forks(trial, 0)).captures(captures).build();
    }

    /**
     * Returns the forks of a trial as forks of a trial that has others before them.
     *
     * @param before number of the forks before
     */
    List<ForkResult> forks(TrialResult trial, int before) {
        List<ForkResult> moved = new ArrayList<>();
        for (ForkResult fork : trial.forkResults()) {
            moved.add(new ForkResult(
                    before + moved.size(),
                    fork.seed(),
                    fork.status(),
                    fork.error(),
                    fork.stderr(),
                    fork.loadStarted(),
                    fork.measured(),
                    fork.neverMade(),
                    fork.ranOutNanos(),
                    fork.jvm(),
                    folder + "/" + fork.requests(),
                    profiles(fork),
                    fork.metrics(),
                    fork.digest()));
        }
        return moved;
    }

    private Map<String, ProfileResult> profiles(ForkResult fork) {
        Map<String, ProfileResult> profiles = new LinkedHashMap<>();
        fork.profiles()
                .forEach((name, profile) -> profiles.put(
                        name, new ProfileResult(profile.readings(), moved(profile.files()), profile.problem())));
        return profiles;
    }

    private List<String> moved(List<String> files) {
        return files.stream().map(file -> folder + "/" + file).toList();
    }
}
