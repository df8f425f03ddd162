package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets a flag of the server that is launched or simulated for the runs of a workload. A server that runs already cannot be given flags: then
 * a run is refused.
 *
 * <p>Allowed on a workload class, a superclass or another annotation; the nearest one of a flag counts. The command line
 * ({@code -s max-num-seqs=16}) and the configuration file override it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(ServerFlag.Flags.class)
public @interface ServerFlag {

    /** Name of the flag as in {@code vllm serve}, without the dashes before it: {@code max-num-seqs}. */
    String name();

    /**
     * Value of the flag: {@code on} or {@code off} for a switch, {@code unset} for the server's default. Several values are a sweep, which
     * the command line runs.
     */
    String[] value();

    /** Several flags; written by the compiler. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface Flags {
        /** The flags, in source order. */
        ServerFlag[] value();
    }
}
