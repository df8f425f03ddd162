package io.varcas.workload;

import io.varcas.setting.type.SettingException;
import io.varcas.traffic.EmpiricalLengths;

/** Gives the lengths that a file holds, in the order of the file. */
@FunctionalInterface
public interface ObservedLengths {

    /** Selection of lengths of a file. */
    enum Side {
        /** Prompt lengths. */
        INPUT,
        /** Output lengths. */
        OUTPUT
    }

    /** For plans that are not to draw lengths from files. */
    ObservedLengths NONE = (file, side, paired) -> {
        throw new SettingException("lengths of " + file + " cannot be had here");
    };

    /**
     * Reads lengths.
     *
     * @param file the file
     * @param side which of its lengths
     * @param paired whether only requests count that say both lengths, so that both sides are equally many
     * @throws SettingException if the file cannot be read or holds none
     */
    EmpiricalLengths read(String file, Side side, boolean paired);
}
