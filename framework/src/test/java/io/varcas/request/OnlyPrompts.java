package io.varcas.request;

import io.varcas.workload.WorkloadInstance;

/** A user's object of which only the prompts matter. */
@FunctionalInterface
public interface OnlyPrompts extends WorkloadInstance {

    @Override
    default void set(String name, String value) {}

    @Override
    default void setUp() {}

    @Override
    default void tearDown() {}
}
