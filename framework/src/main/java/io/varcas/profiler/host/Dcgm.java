package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.setting.type.SettingException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The GPUs of a machine by the page of its DCGM exporter, which may be the server's machine. */
public final class Dcgm implements Profiler {

    private static final String URL = "url";

    /** Address of an exporter on this machine (dcgm-exporter 4.5). */
    private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:9400/metrics");

    private final URI url;

    /** Creates the profiler with the exporter of this machine. */
    public Dcgm() {
        this(DEFAULT_URL);
    }

    private Dcgm(URI url) {
        this.url = url;
    }

    @Override
    public String name() {
        return Profile.DCGM;
    }

    @Override
    public String meaning() {
        return "GPUs by a DCGM exporter: utilisation, tensor and memory activity, power, energy, clocks, temperature;"
                + " option: url=" + DEFAULT_URL;
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(URL));
        return options.text(URL).<Profiler>map(text -> new Dcgm(url(text))).orElse(this);
    }

    private static URI url(String text) {
        try {
            URI parsed = URI.create(text);
            if (parsed.getHost() != null && List.of("http", "https").contains(parsed.getScheme())) {
                return parsed;
            }
        } catch (IllegalArgumentException other) {
            // said below
        }
        throw new SettingException(
                "profiler " + Profile.DCGM + ": url=" + text + " must be a URL such as http://gpu-host:9400/metrics");
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        return new DcgmRun(url, context).obstacle();
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new DcgmRun(url, context);
    }
}
