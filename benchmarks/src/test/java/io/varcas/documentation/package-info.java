/** The documentation of users, checked against the code that it describes. */
@NullMarked
package io.varcas.documentation;

import org.jspecify.annotations.NullMarked;
