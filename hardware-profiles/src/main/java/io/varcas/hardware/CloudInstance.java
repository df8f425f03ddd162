package io.varcas.hardware;

import io.varcas.hardware.Price.Availability;
import io.varcas.validation.Violations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of machine one can rent.
 *
 * @param cloud whose it is: {@code gcp}, {@code aws}, {@code azure}, or a custom name
 * @param id the cloud's name for it
 * @param acceleratorId id of its accelerators in the catalog
 * @param acceleratorCount how many it has, at least 1
 * @param vcpus virtual CPUs; null if not published
 * @param memoryGb host memory, GB; null if not published
 * @param regions where it is offered, as far as the catalog knows
 * @param zones the same, by zone; empty where the cloud's zones are not catalogued
 * @param prices what it costs, at most one price per terms; none if no price was found
 */
public record CloudInstance(
        String cloud,
        String id,
        String acceleratorId,
        int acceleratorCount,
        @Nullable Integer vcpus,
        @Nullable Double memoryGb,
        List<String> regions,
        List<String> zones,
        List<Price> prices) {

    /** Above this a "price" per accelerator is a placeholder, not a price: lists write 700 where they have none. */
    static final double IMPLAUSIBLE_USD_PER_ACCELERATOR_HOUR = 40;

    /**
     * @throws IllegalArgumentException if it has no accelerator, two prices for the same terms, or an implausible price
     */
    public CloudInstance {
        regions = List.copyOf(regions);
        zones = List.copyOf(zones);
        prices = List.copyOf(prices);
        Violations faults = Violations.in("instance " + id)
                .notBlank("id", id)
                .notBlank("cloud", cloud)
                .atLeast(1, "accelerator count", acceleratorCount, "");
        for (Price price : prices) {
            double each = price.usdPerHour().value() / Math.max(1, acceleratorCount);
            faults.findIf(
                    each > IMPLAUSIBLE_USD_PER_ACCELERATOR_HOUR,
                    price.availability().key() + " price is " + each + " USD/h per accelerator, above "
                            + IMPLAUSIBLE_USD_PER_ACCELERATOR_HOUR + "; leave the price out if it is a placeholder");
        }
        faults.findIf(
                prices.stream().map(Price::availability).distinct().count() != prices.size(),
                "it has two prices for the same terms");
        faults.raise();
    }

    /** Returns the price under these terms, if there is one. */
    public Optional<Price> price(Availability terms) {
        return prices.stream().filter(price -> price.availability() == terms).findFirst();
    }

    /** Returns whether the catalog lists the instance in a region or a zone. */
    public boolean offeredIn(String regionOrZone) {
        return places().anyMatch(regionOrZone::equals);
    }

    /** Returns the regions and zones it is offered in, the regions of its zones among them. */
    Stream<String> places() {
        return Stream.concat(regions.stream(), zones.stream().flatMap(zone -> Stream.of(zone, regionOf(zone))));
    }

    /** A zone is its region and a character: {@code europe-west4-a}, {@code us-east-1a}. */
    private static String regionOf(String zone) {
        return zone.replaceFirst("(?:-[a-z]|(?<=\\d)[a-z])$", "");
    }
}
