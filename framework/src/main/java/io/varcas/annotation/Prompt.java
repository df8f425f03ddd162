package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that writes the prompt of each request. Without one, prompts are random unique text of the drawn
 * length.
 *
 * <p>It must be an instance method that is not private, has an {@code io.varcas.workload.PromptContext} parameter or
 * none, and returns {@code String} or {@code io.varcas.workload.ChatPrompt}; it may throw. A class has at most one. The
 * method of a subclass replaces those of its superclasses, and an overriding method replaces a marked one even without
 * the annotation. It is called ahead of the request's time, from one thread, in the order of the schedule, so its cost
 * is not measured. Draw random values from the context only, so that the same seed produces the same requests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Prompt {}
