package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method to be called once, before the first request of a fork, after its parameters are set.
 *
 * <p>It must be an instance method, not private, that takes and returns nothing; it may throw. A superclass's methods run first,
 * those of one class in the order of its source. A method that overrides a marked one takes its place, marked or not.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Setup {}
