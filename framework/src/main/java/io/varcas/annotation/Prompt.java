package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that says what each request asks; without one, prompts are random unique text of the drawn length.
 *
 * <p>It must be an instance method, not private, that takes an {@code io.varcas.workload.PromptContext} or nothing and returns
 * {@code String} or {@code io.varcas.workload.ChatPrompt}; it may throw. A class has at most one; one of a subclass replaces
 * those of its superclasses, and a method that overrides it takes its place, marked or not. It is called ahead of the request's time,
 * from one thread, in the order of the schedule, so what it costs is not measured. Draw chance from the context only: then
 * the same seed gives the same requests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Prompt {}
