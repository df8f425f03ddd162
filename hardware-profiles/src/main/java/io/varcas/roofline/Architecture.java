package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Backend;
import java.util.Locale;

/** Generations of accelerators, as far as vLLM chooses its kernels by them. */
enum Architecture {
    /** CUDA before compute capability 8.0: no Marlin kernels. */
    TURING,
    /** CUDA of compute capability 8.x: Ampere and Ada. */
    AMPERE,
    /** CUDA of compute capability 9.x. */
    HOPPER,
    /** CUDA of compute capability 10.x: Blackwell of data centers. */
    BLACKWELL,
    /** CUDA of compute capability 12.x: Blackwell of workstations. */
    WORKSTATION,
    /** No CUDA. */
    FOREIGN;

    static Architecture of(Accelerator accelerator) {
        if (accelerator.backend() != Backend.CUDA) {
            return FOREIGN;
        }
        double capability = accelerator.capability().orElse(8.0);
        if (capability < 8) {
            return TURING;
        }
        if (capability < 9) {
            return AMPERE;
        }
        return capability < 10 ? HOPPER : capability < 12 ? BLACKWELL : WORKSTATION;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
