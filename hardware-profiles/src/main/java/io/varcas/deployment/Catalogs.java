package io.varcas.deployment;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;

/**
 * The catalogs in which names are looked up.
 *
 * @param hardware accelerators and instances
 * @param models models
 * @param profiles device profiles
 */
public record Catalogs(HardwareCatalog hardware, ModelCatalog models, DeviceProfiles profiles) {

    /** Reads the bundled catalogs. */
    public static Catalogs bundled() {
        return Bundled.CATALOGS;
    }

    /** Read once, when first asked for: immutable, and reading takes tens of milliseconds. */
    private static final class Bundled {

        private static final Catalogs CATALOGS =
                new Catalogs(HardwareCatalog.bundled(), ModelCatalog.bundled(), DeviceProfiles.bundled());
    }
}
