package io.varcas.runner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.varcas.client.JsonTree;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.SettingException;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.commons.math3.special.Erf;

/** Loads early, in time that is idle, what a run will need soon and what takes long to load. */
public final class Preload {

    private Preload() {}

    /**
     * Loads beside the calling thread what many parts of a run use, on a thread of its own. Only a library's classes: two threads that
     * load classes of one package, which refer to each other, can wait for each other for ever.
     */
    public static void beside() {
        Thread thread = new Thread(Preload::libraries, "varcas-preload");
        thread.setDaemon(true);
        thread.start();
    }

    /** Loads what a fork needs for any task, while it waits for one: all that it takes to read a workload, whichever. */
    static void workloads() {
        try {
            ServiceLoader.load(WorkloadDefinition.class)
                    .findFirst()
                    .ifPresent(any -> PlanResolver.resolve(any.spec(), Map.of(), ResolvedSettings.resolved(Map.of())));
        } catch (ServiceConfigurationError | SettingException broken) {
            // The task will meet the same, and say so.
        }
    }

    private static void libraries() {
        try {
            JsonTree.read("{}");
            try (JsonGenerator json = new JsonFactory().createGenerator(new ByteArrayOutputStream())) {
                json.writeStartObject();
                json.writeEndObject();
            }
            Erf.erfc(1); // the tables behind mean lengths
        } catch (IOException impossible) {
            throw new IllegalStateException("small objects are JSON", impossible);
        }
    }
}
