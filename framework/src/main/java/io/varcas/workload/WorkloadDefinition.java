package io.varcas.workload;

/**
 * A workload as the annotation processor found it: the interface that generated runners implement, found by
 * {@link java.util.ServiceLoader}.
 */
public interface WorkloadDefinition {

    /** Returns the workload as declared. */
    WorkloadSpec spec();

    /** Creates a fresh object of the user's class, for one fork. */
    WorkloadInstance newInstance();
}
