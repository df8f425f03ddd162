package io.varcas.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.document.Figure;
import io.varcas.hardware.Price.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every row of the tables: the slips that public tables of the same kind are full of. */
class HardwareCatalogTest {

    private static final HardwareCatalog CATALOG = HardwareCatalog.bundled();

    static Stream<Accelerator> accelerators() {
        return CATALOG.accelerators().stream();
    }

    static Stream<CloudInstance> instances() {
        return CATALOG.instances().stream();
    }

    @Test
    void aRegionIsThatOfItsZones() {
        assertThat(CATALOG.places()).contains("europe-west4");
        assertThat(CATALOG.instances().stream().filter(instance -> instance.offeredIn("europe-west4")))
                .isNotEmpty()
                .allMatch(instance -> instance.zones().stream().anyMatch(zone -> zone.startsWith("europe-west4-")));
    }

    @Test
    void refusesABandwidthThatNoAcceleratorHas() {
        Figure size = new Figure(48, "sheet", "2026");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Memory(size, new Figure(44, "sheet", "2026"), new Figure(864_000, "sheet", "2026")))
                .withMessageContaining("bandwidth is 864000.0 GB/s")
                .withMessageContaining("864.0 GB/s");
    }

    @ParameterizedTest
    @MethodSource("accelerators")
    void eightBitsRunTwiceAsFastAsSixteen(Accelerator accelerator) {
        Set<String> gaveIntegersUp = Set.of("b300-sxm"); // 153.5 TOPS of int8, on purpose
        double half = accelerator.flopsPerSecond(accelerator.halfPrecision()).orElseThrow();
        // A sparse figure entered for a dense one shows up here as a factor of 4.
        accelerator
                .flopsPerSecond(Arithmetic.FP8)
                .ifPresent(fp8 -> assertThat(fp8 / half).isCloseTo(2, within(0.1)));
        if (!gaveIntegersUp.contains(accelerator.id()) && !accelerator.id().equals("rtx-4090")) {
            accelerator
                    .flopsPerSecond(Arithmetic.INT8)
                    .ifPresent(int8 ->
                            assertThat(int8 / half).isCloseTo(accelerator.id().equals("mi250") ? 1 : 2, within(0.1)));
        }
    }

    @ParameterizedTest
    @MethodSource("accelerators")
    void theRidgeIsPlausible(Accelerator accelerator) {
        double most = accelerator.id().equals("tpu-v6e") ? 570 : 450;
        double least = accelerator.id().startsWith("rtx-4090") ? 150 : 90;

        assertThat(accelerator.ridge(accelerator.halfPrecision()).orElseThrow()).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({
        "t4, 203",
        "h100-sxm, 295",
        "a100-80-sxm, 153",
        "l4, 403",
        "l40s, 419",
        "b200-sxm, 292",
        "mi300x, 247",
        "rtx-4090, 164"
    })
    void knowsTheRidgesOfTheDataSheets(String gpu, double flopsPerByte) {
        Accelerator accelerator = CATALOG.accelerator(gpu);

        assertThat(accelerator.ridge(accelerator.halfPrecision()).orElseThrow()).isCloseTo(flopsPerByte, within(0.8));
    }

    @ParameterizedTest
    @MethodSource("accelerators")
    void everyFigureSaysWhereItIsFrom(Accelerator accelerator) {
        assertThat(accelerator.denseTflops().values())
                .extracting(Figure::source)
                .allSatisfy(source -> assertThat(source).isNotBlank());
        assertThat(accelerator.memory().nominalGb().asOf()).startsWith("20");
        assertThat(accelerator.memory().usableGib().value())
                .isBetween(
                        0.88 * accelerator.memory().nominalGb().value(),
                        1.0 * accelerator.memory().nominalGb().value());
    }

    @ParameterizedTest
    @MethodSource("instances")
    void pricesPerAcceleratorHourArePlausible(CloudInstance instance) {
        double most = instance.acceleratorId().equals("gb200") ? 30 : 20;

        assertThat(instance.prices())
                .allSatisfy(price -> assertThat(price.usdPerHour().value() / instance.acceleratorCount())
                        .isBetween(0.2, most));
        instance.price(Availability.SPOT)
                .ifPresent(spot -> assertThat(spot.usdPerHour().value())
                        .isLessThan(instance.price(Availability.ON_DEMAND)
                                .orElseThrow()
                                .usdPerHour()
                                .value()));
        assertThat(instance.regions()).isNotEmpty();
        assertThat(CATALOG.accelerator(instance.acceleratorId())).isNotNull();
    }

    @Test
    void holdsTheThreeCloudsAndTheirRows() {
        assertThat(CATALOG.accelerators()).hasSizeGreaterThanOrEqualTo(29);
        assertThat(CATALOG.instances()).extracting(CloudInstance::cloud).contains("gcp", "aws", "azure");
        assertThat(CATALOG.instances()).hasSizeGreaterThanOrEqualTo(66);
        assertThat(CATALOG.instance("p5.48xlarge")
                        .price(Availability.ON_DEMAND)
                        .orElseThrow()
                        .usdPerHour())
                .satisfies(price -> {
                    assertThat(price.value()).isEqualTo(55.04);
                    assertThat(price.asOf()).isEqualTo("2026-09-01");
                });
        assertThat(CATALOG.instance("p5e.48xlarge").prices())
                .as("no price found is no price, not 0")
                .isEmpty();
        assertThat(CATALOG.places()).contains("us-central1-a", "us-east-1", "westus3");
    }

    @Test
    void theBundledIndexListsEveryFile() throws IOException {
        for (String folder : List.of("accelerators", "clouds")) {
            Path directory = Path.of("src/main/resources/io/varcas/hardware", folder);
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(Files.readAllLines(directory.resolve("index.txt")))
                        .containsExactlyInAnyOrderElementsOf(
                                files.map(file -> file.getFileName().toString())
                                        .filter(name -> name.endsWith(".json"))
                                        .toList());
            }
        }
    }

    @Test
    void findsByAliasAndOffersTheNearestName() {
        assertThat(CATALOG.accelerator("H100-SXM-80GB").id()).isEqualTo("h100-sxm");
        assertThatThrownBy(() -> CATALOG.accelerator("h100-smx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown GPU \"h100-smx\"; did you mean \"h100-sxm\"?");
        assertThatThrownBy(() -> CATALOG.instance("g2-standard-5"))
                .hasMessageContaining("did you mean \"g2-standard-4\"?");
    }

    @Test
    void takesUsersFilesWithoutCode(@TempDir Path directory) throws IOException {
        Files.copy(
                Path.of("src/main/resources/io/varcas/hardware/accelerators/t4.json"), directory.resolve("old.json"));
        String mine = Files.readString(directory.resolve("old.json"))
                .replace("\"id\": \"t4\"", "\"id\": \"mine\"")
                .replace("\"memoryBandwidthGBps\": 320", "\"memoryBandwidthGBps\": 640");
        Files.writeString(directory.resolve("mine.json"), mine);
        Files.writeString(directory.resolve("rack.json"), """
            {"kind": "cloud", "cloud": "cellar", "source": "own", "asOf": "2026-11", "regions": ["home"],
             "instances": [{"id": "box", "accelerator": "mine", "count": 2, "prices": {"on-demand": 0.5}}]}
            """);

        HardwareCatalog catalog = CATALOG.with(directory);

        assertThat(catalog.accelerator("mine").memory().bandwidthGBps().value()).isEqualTo(640);
        assertThat(catalog.instance("box").offeredIn("home")).isTrue();
        assertThat(CATALOG.accelerators()).as("adding makes a new catalog").noneMatch(a -> a.id().equals("mine"));
    }

    @Test
    void reportsAllViolationsOfAFileAtOnce(@TempDir Path directory) throws IOException {
        Path bad = directory.resolve("bad.json");
        Files.writeString(bad, """
            {"kind": "accelerator", "id": "x", "backend": "cudda", "memoryGb": 16, "usableMemoryGib": "much",
             "memoryBandwithGBps": 320, "efficiency": {"weightRead": 0.8}}
            """);

        assertThatThrownBy(() -> CATALOG.with(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.json")
                .hasMessageContaining("name is missing")
                .hasMessageContaining("unknown backend \"cudda\"; did you mean \"cuda\"?")
                .hasMessageContaining("a figure needs a value, a source and a date");
    }

    @Test
    void namesUnknownFieldsWithTheNearest(@TempDir Path directory) throws IOException {
        Path bad = directory.resolve("bad.json");
        Files.writeString(bad, """
            {"kind": "cloud", "cloud": "cellar", "source": "own", "asOf": "2026-11",
             "instances": [{"id": "box", "acelerator": "t4", "count": 2}]}
            """);

        assertThatThrownBy(() -> CATALOG.with(bad))
                .hasMessageContaining("instances[0].accelerator is missing")
                .hasMessageContaining("unknown field \"instances[0].acelerator\"");
    }

    @Test
    void rejectsPlaceholderPrices(@TempDir Path directory) throws IOException {
        Path bad = directory.resolve("bad.json");
        Files.writeString(bad, """
            {"kind": "cloud", "cloud": "cellar", "source": "own", "asOf": "2026-11",
             "instances": [{"id": "box", "accelerator": "t4", "count": 1, "prices": {"on-demand": 700}}]}
            """);

        assertThatThrownBy(() -> CATALOG.with(bad)).hasMessageContaining("leave the price out if it is a placeholder");
    }

    @Test
    void rejectsFilesThatAreNotThereOrNotJson(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("bad.json"), "{\"kind\": ");

        assertThatThrownBy(() -> CATALOG.with(directory))
                .hasMessageContaining("not JSON")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> CATALOG.with(directory.resolve("none"))).hasMessageContaining("no such file");
    }

    @Test
    void allReduceCostsWhatItsTableSays() {
        AllReduce four = CATALOG.accelerator("h100").interconnect().allReduceAmong(3);

        assertThat(four).isEqualTo(CATALOG.accelerator("h100").interconnect().allReduceAmong(4));
        assertThat(four).isNotNull().satisfies(cost -> {
            assertThat(cost.seconds(4, 0)).isCloseTo(4.9e-6, withinPercentage(0.1));
            assertThat(cost.seconds(4, 302e9)).isCloseTo(1.5, withinPercentage(0.1)); // 2 (n-1)/n of it over the bus
            assertThat(cost.seconds(1, 1e9)).isZero();
        });
        assertThat(CATALOG.accelerator("h100").interconnect().allReduceAmong(16))
                .isNull();
    }

    @Test
    void linksFallBackToPcie() {
        assertThat(CATALOG.accelerator("h100").interconnect().linkGBps()).isEqualTo(450);
        assertThat(CATALOG.accelerator("t4").interconnect().linkGBps()).isEqualTo(16);
        assertThat(CATALOG.accelerator("l40s").interconnect().linkGBps()).isEqualTo(32);
    }

    @Test
    void efficiencyCurvesRefuseMoreWorkInLessTime() {
        assertThatThrownBy(() -> Curve.through(1, 0.1, 2, 0.5)).hasMessageContaining("more work would take less time");
        assertThatThrownBy(() -> Curve.through(2, 0.1, 1, 0.5)).hasMessageContaining("sizes must rise");
        Curve curve = Curve.through(10, 0.1, 1_000, 0.4);
        assertThat(curve.at(1)).isCloseTo(0.1, within(1e-12));
        assertThat(curve.at(100)).isCloseTo(0.2, within(1e-12));
        assertThat(curve.at(1e6)).isCloseTo(0.4, within(1e-12));
    }
}
