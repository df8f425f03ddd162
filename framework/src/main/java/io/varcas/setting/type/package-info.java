/**
 * Types of settings: parsing of a written value, its rule and the nearest right value.
 *
 * <p>It must not import anything of Varcas but {@code annotation} or {@code validation}.
 */
@NullMarked
package io.varcas.setting.type;

import org.jspecify.annotations.NullMarked;
