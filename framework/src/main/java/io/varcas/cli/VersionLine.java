package io.varcas.cli;

import io.varcas.result.identity.VarcasVersion;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class VersionLine implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Varcas " + VarcasVersion.current() + ", JDK " + System.getProperty("java.version")};
    }
}
