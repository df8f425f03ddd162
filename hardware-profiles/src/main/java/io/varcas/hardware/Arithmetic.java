package io.varcas.hardware;

import java.util.Locale;

/** A number format that matrix units multiply in; dense rates of each are figures of an accelerator. */
public enum Arithmetic {
    /** 32-bit floating point. */
    FP32,
    /** IEEE half precision. */
    FP16,
    /** bfloat16. */
    BF16,
    /** 8-bit floating point. */
    FP8,
    /** 8-bit integers. */
    INT8,
    /** 4-bit floating point (MXFP4, NVFP4). */
    FP4,
    /** 4-bit integers. */
    INT4;

    /** Returns the name as written in catalog files: lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
