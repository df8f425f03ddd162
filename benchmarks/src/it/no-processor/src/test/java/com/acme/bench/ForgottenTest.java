package com.acme.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.validation.UsageException;
import org.junit.jupiter.api.Test;

class ForgottenTest {

    @Test
    void saysWhatToAddToThePom() {
        UsageException fault =
                assertThrows(UsageException.class, () -> new Runner(RunOptions.builder().build()).run());

        assertTrue(fault.getMessage().contains("<annotationProcessorPaths>"), fault.getMessage());
        assertTrue(fault.getMessage().contains("<artifactId>varcas-processor</artifactId>"), fault.getMessage());
        assertTrue(fault.getMessage().contains("compiler plugin below 3.5"), fault.getMessage());
        assertTrue(fault.getMessage().contains("mvn clean"), fault.getMessage());
        assertTrue(fault.getMessage().contains("inside a method"), fault.getMessage());
    }
}
