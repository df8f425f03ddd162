/**
 * Text of a wanted length in tokens: unique words, filled templates, a small corpus and code of our own, and what each piece of it
 * costs in the tokens of a server.
 *
 * <p>It must not import anything of Varcas but {@code io.varcas.traffic}, for chance.
 */
@NullMarked
package io.varcas.prompt;

import org.jspecify.annotations.NullMarked;
