package io.varcas.profiler.host;

import io.varcas.profiler.ProfilerResult;

/** Records the GPUs of this machine by one tool. */
interface GpuRecorder {

    /** The measurement phase begins. */
    void measuring();

    /** The measurement phase ended. */
    void measured();

    /** Ends the tool and returns what it said. */
    ProfilerResult stop();
}
