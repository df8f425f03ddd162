package io.varcas.prediction;

import io.varcas.deployment.DeployedHardware;
import io.varcas.hardware.CloudInstance;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.hardware.Price;
import io.varcas.result.ServerCost;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The price of hardware in a catalog: on demand, of the named instance, or else of the cheapest instance with enough
 * accelerators of that kind for one engine.
 */
public final class CatalogPrice {

    private static final String SAY_IT = "; give the price with hardware.pricePerHour";

    private CatalogPrice() {}

    /**
     * Looks up.
     *
     * @param hardware what is rented
     * @param catalog where prices are
     */
    public static ServerCost of(DeployedHardware hardware, HardwareCatalog catalog) {
        CloudInstance named = hardware.instance();
        if (named != null) {
            return price(hardware, named, "")
                    .orElseGet(
                            () -> ServerCost.unknown("the catalog has no on-demand price of " + named.id() + SAY_IT));
        }
        String accelerator = hardware.deployment().accelerator().id();
        return catalog.instances().stream()
                .filter(instance -> instance.acceleratorId().equals(accelerator)
                        && instance.acceleratorCount() >= hardware.deployment().tensorParallel())
                .flatMap(instance -> price(hardware, instance, ", the cheapest with " + accelerator).stream())
                .min(Comparator.comparingDouble(cost -> cost.usdPerHour().orElseThrow()))
                .orElseGet(() -> ServerCost.unknown(
                        "the catalog has no on-demand price of an instance with " + accelerator + SAY_IT));
    }

    private static Optional<ServerCost> price(DeployedHardware hardware, CloudInstance instance, String choice) {
        long machines = (hardware.accelerators() + instance.acceleratorCount() - 1L) / instance.acceleratorCount();
        return instance.price(Price.Availability.ON_DEMAND)
                .map(Price::usdPerHour)
                .map(each -> ServerCost.of(
                        machines * each.value(),
                        String.format(
                                Locale.ROOT,
                                "%d x %s on demand at %s USD/h (%s, %s)%s",
                                machines,
                                instance.id(),
                                each.value(),
                                each.source(),
                                each.asOf(),
                                choice)));
    }
}
