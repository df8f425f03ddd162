package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method to call once before the first request of a fork, after its parameters are set.
 *
 * <p>It must be an instance method that is not private and has no parameters and no result; it may throw. Methods of
 * superclasses run first, and those of one class in source order. An overriding method replaces a marked one, even
 * without the annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Setup {}
