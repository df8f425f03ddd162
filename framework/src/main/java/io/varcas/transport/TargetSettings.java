package io.varcas.transport;

import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.transport.tls.TlsOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
        Target target = Target.parse(address)
                .over(settings.get(Settings.TRANSPORT))
                .with(CustomHeaders.of(settings.get(ConnectionSettings.HEADERS), environment))
                .with(new TlsOptions(
                        file(settings.find(ConnectionSettings.TRUSTED)),
                        file(settings.find(ConnectionSettings.CERTIFICATE)),
                        file(settings.find(ConnectionSettings.KEY)),
                        settings.get(ConnectionSettings.INSECURE)));
        return ApiKey.fromEnvironment(environment).map(target::with).orElse(target);
    }

    private static Optional<Path> file(Optional<String> name) {
        return name.filter(text -> !text.isBlank()).map(Path::of);
    }
}
