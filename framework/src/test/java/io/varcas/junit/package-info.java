/** Tests of SLA tests: run inside JUnit's own test kit. */
@NullMarked
package io.varcas.junit;

import org.jspecify.annotations.NullMarked;
