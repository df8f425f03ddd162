package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Conversations of several turns. An {@link OpenLoop} determines when the first turn is due. Each further turn is due a
 * pause after the previous response and contains the history: all previous prompts and outputs. In a {@link ClosedLoop}
 * a user finishes a conversation before starting the next.
 *
 * <p>{@link InputTokens} is the length that a turn adds, so prompts grow from turn to turn. A conversation ends early
 * when the next turn would exceed the model's context.
 *
 * <p>Allowed on a workload class, a superclass or another annotation. The command line and the configuration file
 * override its members ({@code -p session.turns=5}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Session {

    /** Number of turns of a conversation, at least 1. */
    int turns() default 1;

    /** Pause between a response and the next request of the conversation, in seconds. */
    double pause() default 0;
}
