package io.varcas.cli.predict;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The catalogs that commands look names up in: those bundled, and the user's own files. */
public final class CatalogFlags {

    @Option(
            names = "--catalog",
            paramLabel = "<path>",
            description = "Custom catalog, a JSON file or a directory: GPUs, clouds, models, workloads, vLLM flags."
                    + " Repeatable.")
    List<Path> catalogs = new ArrayList<>();

    @Option(
            names = "--device-profile",
            paramLabel = "<path>",
            description = "Device profile written by calibrate, or a directory of them. Repeatable.")
    List<Path> deviceProfiles = new ArrayList<>();

    @Option(names = "--uncalibrated", description = "Predict without the bundled device profile.")
    boolean uncalibrated;

    /** Returns accelerators, instances and prices. */
    public HardwareCatalog hardware() {
        HardwareCatalog catalog = HardwareCatalog.bundled();
        for (Path path : catalogs) {
            catalog = catalog.with(path);
        }
        return catalog;
    }

    /** Returns the models. */
    public ModelCatalog models() {
        ModelCatalog catalog = ModelCatalog.bundled();
        for (Path path : catalogs) {
            catalog = catalog.with(path);
        }
        return catalog;
    }

    /** Finds a model by name, or reads a {@code config.json} or the folder that holds it. */
    ModelArchitecture model(String nameOrPath) {
        return models().find(nameOrPath);
    }

    WorkloadCatalog workloads() {
        WorkloadCatalog catalog = WorkloadCatalog.bundled();
        for (Path path : catalogs) {
            catalog = catalog.with(path);
        }
        return catalog;
    }

    /** Returns the flags of vLLM by version. */
    public VllmFlagCatalog vllmFlags() {
        VllmFlagCatalog catalog = VllmFlagCatalog.bundled();
        for (Path path : catalogs) {
            catalog = catalog.with(path);
        }
        return catalog;
    }

    /** Returns the device profiles; none of the bundled ones with {@code --uncalibrated}. */
    public DeviceProfiles profiles() {
        DeviceProfiles profiles = uncalibrated ? DeviceProfiles.none() : DeviceProfiles.bundled();
        for (Path path : deviceProfiles) {
            profiles = profiles.with(path);
        }
        return profiles;
    }

    /** Returns whether the user gave a device profile. */
    public boolean hasOwnProfiles() {
        return !deviceProfiles.isEmpty();
    }
}
