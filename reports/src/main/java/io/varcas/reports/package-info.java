/**
 * Results shown to people and programs; each sub-package is one kind of showing. Nothing here measures or judges.
 *
 * <p>It must not import {@code cli} or {@code runner}.
 */
@NullMarked
package io.varcas.reports;

import org.jspecify.annotations.NullMarked;
