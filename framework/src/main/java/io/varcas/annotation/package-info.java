/**
 * The annotations of a workload class; they use JDK types only.
 *
 * <p>Every annotation is flat and allowed on a workload class, its superclasses, or another annotation, so that a team
 * can define its own {@code @ChatTraffic}. Values are resolved for each member, in this order of precedence:
 *
 * <ol>
 *   <li>the {@link io.varcas.annotation.Prompt} method,
 *   <li>the class,
 *   <li>its superclasses, the nearest first,
 *   <li>the meta-annotations of each of these in the same order, direct ones before indirect ones.
 * </ol>
 *
 * <p>An empty text or array means that the member is not set in that place. A member that is set nowhere has its
 * documented default. The configuration file and the command line override annotations ({@code -p inputTokens.mean=500}): each member
 * is a setting, named after its annotation and itself.
 *
 * <p>It must not import anything of Varcas, nor anything but the JDK.
 */
@NullMarked
package io.varcas.annotation;

import org.jspecify.annotations.NullMarked;
