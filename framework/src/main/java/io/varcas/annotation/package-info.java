/**
 * The annotations of a workload class; they use JDK types only.
 *
 * <p>Every annotation is flat and may stand on a workload class, on its superclasses, or on another annotation, so that a
 * team can define its own {@code @ChatTraffic}. Values resolve per member, and the nearest one wins:
 *
 * <ol>
 *   <li>the {@link io.varcas.annotation.Prompt} method,
 *   <li>the class,
 *   <li>its superclasses, the nearest first,
 *   <li>the annotations on the annotations of each of these in the same order, those directly on them before those farther away.
 * </ol>
 *
 * <p>An empty text or array means that the member is not set there. A member that nobody set keeps the default documented
 * here. The configuration file and the command line override what is written ({@code -p inputTokens.mean=500}): each member
 * is a setting, named after its annotation and itself.
 *
 * <p>It must not import anything of Varcas, nor anything but the JDK.
 */
@NullMarked
package io.varcas.annotation;

import org.jspecify.annotations.NullMarked;
