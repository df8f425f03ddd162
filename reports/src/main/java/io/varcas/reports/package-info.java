/** Results shown to people and programs; each sub-package is one kind of showing. Nothing here measures or judges. */
@NullMarked
package io.varcas.reports;

import org.jspecify.annotations.NullMarked;
