/**
 * Flags that a user sets on the server: how they enter a target, and whether the server reports them.
 *
 * <p>It must not import {@code runner}, {@code cli} or {@code fork}.
 */
@NullMarked
package io.varcas.runner.flag;

import org.jspecify.annotations.NullMarked;
