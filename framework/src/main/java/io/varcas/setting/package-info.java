/**
 * Every number and choice of a workload as a named setting, with its rule and its default, and the layers that set it.
 *
 * <p>One word for one thing: a setting's name is the annotation member it comes from ({@code inputTokens.mean}), the key on the
 * command line ({@code -p inputTokens.mean=500}), in the configuration file, in error messages and in results. It must not
 * import anything of Varcas but {@code annotation}, {@code validation}, {@code deployment},
 * {@code hardware}, {@code roofline} or {@code model}.
 */
@NullMarked
package io.varcas.setting;

import org.jspecify.annotations.NullMarked;
