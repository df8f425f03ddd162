/**
 * That the server which is measured is the one that is meant: what identifies it is read before and after each load and compared with
 * before, and with the command that launched it.
 *
 * <p>Start reading at {@link io.varcas.runner.guard.ServerGuard}. It must not import {@code runner}, {@code fork}, {@code result} or
 * {@code cli}.
 */
@NullMarked
package io.varcas.runner.guard;

import org.jspecify.annotations.NullMarked;
