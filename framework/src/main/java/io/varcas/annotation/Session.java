package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Conversations of several turns. What an {@link OpenLoop} places in time is their first request; each next one is due
 * a pause after the response, and carries the history: all that was asked and answered before, as it was answered. In a
 * {@link ClosedLoop} a user ends a conversation before beginning the next.
 *
 * <p>{@link InputTokens} is what a turn adds, so prompts grow from turn to turn; a conversation ends early when the
 * next turn would not fit into the model's context.
 *
 * <p>May stand on a workload class, on a superclass or on another annotation. The command line and the configuration
 * file override its members ({@code -p session.turns=5}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Session {

    /** Turns of a conversation, at least 1. */
    int turns() default 1;

    /** Pause between a response and the next request of the conversation, in seconds. */
    double pause() default 0;
}
