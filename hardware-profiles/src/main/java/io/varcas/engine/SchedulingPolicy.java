package io.varcas.engine;

/** In which order waiting requests are admitted, and who yields when KV blocks run out: {@code --scheduling-policy}. */
public enum SchedulingPolicy {
    /** First come, first served; the last admitted is preempted first. */
    FCFS,
    /** Lowest priority number first, then by arrival; the highest number, latest arrived, is preempted first. */
    PRIORITY
}
