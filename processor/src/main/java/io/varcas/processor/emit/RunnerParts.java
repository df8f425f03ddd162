package io.varcas.processor.emit;

import com.palantir.javapoet.TypeSpec;

/**
 * The two classes of a runner under construction.
 *
 * @param runner the runner
 * @param instance the class nested in it, which wraps one object of the user's class
 */
record RunnerParts(TypeSpec.Builder runner, TypeSpec.Builder instance) {}
