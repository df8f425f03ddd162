/**
 * What users write: the annotations of a workload class, with JDK types only.
 *
 * <p>Every annotation is flat and may stand on a workload class, on its superclasses, or on another annotation, so that a
 * team can define its own {@code @ChatTraffic}. Values resolve per member: the {@link io.varcas.annotation.Prompt}
 * method before the class, the class before its superclasses, each of these before the annotations on its annotations.
 * A member that nobody wrote keeps the default documented here. The configuration file and the command line override
 * what is written ({@code -p inputTokens.mean=500}): each member is a setting, named after its annotation and itself.
 *
 * <p>It must not import anything but the JDK.
 */
@NullMarked
package io.varcas.annotation;

import org.jspecify.annotations.NullMarked;
