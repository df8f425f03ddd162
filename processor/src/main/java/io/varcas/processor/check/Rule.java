package io.varcas.processor.check;

import io.varcas.processor.model.WorkloadSource;

/** Looks for one kind of fault. */
@FunctionalInterface
interface Rule {

    /**
     * Checks a class.
     *
     * @param source the class
     * @param faults takes what is wrong
     */
    void check(WorkloadSource source, Violations faults);
}
