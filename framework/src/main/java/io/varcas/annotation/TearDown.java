package io.varcas.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method to call once after the last response of a fork, even if the fork failed.
 *
 * <p>It must be an instance method that is not private and has no parameters and no result. It may throw; the others
 * run nevertheless. Methods of superclasses run last, and those of one class in source order. An overriding method
 * replaces a marked one, even without the annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TearDown {}
