package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method to be called once, after the last response of a fork, also when the fork failed.
 *
 * <p>It must be an instance method, not private, that takes and returns nothing; it may throw, and the others run
 * nevertheless. A superclass's methods run last, those of one class in the order of its source. A method that overrides
 * a marked one takes its place, marked or not.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TearDown {}
