package io.varcas.transport;

import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.transport.tls.TlsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the address of a server and the settings of a plan into a target. */
public final class TargetSettings {

    private TargetSettings() {}

    /**
     * Returns the target, with the key, the headers and the certificates that the settings and the environment name.
     *
     * @param address as users write it
     * @param settings of a plan
     * @param environment such as {@link System#getenv()}; secrets come from here alone
     * @throws IllegalArgumentException if one of them cannot be used; one line
     */
    public static Target target(String address, ResolvedSettings settings, Map<String, String> environment) {
        Target target = encrypted(address, settings)
                .with(CustomHeaders.of(settings.get(ConnectionSettings.HEADERS), environment));
        return ApiKey.fromEnvironment(environment).map(target::with).orElse(target);
    }

    /**
     * Returns the pages of metrics that the settings name, with the certificates of the settings. The key and the headers are for the
     * server that is measured, and are not sent to them.
     *
     * @param settings of a plan
     * @throws IllegalArgumentException if one of them is no address, or given twice; one line
     */
    public static List<Target> metricsPages(ResolvedSettings settings) {
        List<Target> pages = settings.get(ServerSettings.METRICS_URLS).stream()
                .map(address -> encrypted(address, settings))
                .toList();
        Set<URI> addresses = new HashSet<>();
        for (Target page : pages) {
            if (!addresses.add(page.base())) {
                throw new IllegalArgumentException(page.base() + " is given twice; its numbers would count twice");
            }
        }
        return pages;
    }

    private static Target encrypted(String address, ResolvedSettings settings) {
        return Target.parse(address)
                .over(settings.get(Settings.TRANSPORT))
                .with(new TlsOptions(
                        file(settings.find(ConnectionSettings.TRUSTED)),
                        file(settings.find(ConnectionSettings.CERTIFICATE)),
                        file(settings.find(ConnectionSettings.KEY)),
                        settings.get(ConnectionSettings.INSECURE)));
    }

    private static Optional<Path> file(Optional<String> name) {
        return name.filter(text -> !text.isBlank()).map(Path::of);
    }
}
