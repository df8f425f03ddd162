package io.varcas.load;

import io.varcas.workload.WorkloadInstance;

/** A user's object of which only the prompts matter. */
abstract class Prompts implements WorkloadInstance {

    @Override
    public void set(String name, String value) {}

    @Override
    public void setUp() {}

    @Override
    public void tearDown() {}
}
