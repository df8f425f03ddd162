/**
 * From demand to hardware: which machines serve a workload within its objectives, how well, and at what cost.
 *
 * <p>Start reading at {@link io.varcas.sizing.Sizing}: demand -> candidates -> prediction (closed form to prune, the
 * engine to decide) -> objectives, cost, command line. It imports every other package of this module and nothing else;
 * records carry all that a report shows, and no text is laid out here.
 *
 * <p>It must not import anything of Varcas but {@code validation}, {@code document}, {@code traffic}, {@code
 * hardware}, {@code model}, {@code engine}, {@code roofline}, {@code queueing}, {@code calibration} or {@code
 * deployment}.
 */
@NullMarked
package io.varcas.sizing;

import org.jspecify.annotations.NullMarked;
