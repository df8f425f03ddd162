package io.varcas.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What only the JDK's client has; the rest is held by {@link TransportTest}. */
class JdkTransportTest {

    @Test
    void doesNotUseConnectionsAgainThatTheServerIsAboutToClose() {
        JdkTransport.open(Target.parse("http://127.0.0.1:1"), System::nanoTime).close();
        assertThat(System.getProperty("jdk.httpclient.keepalive.timeout"))
                .as("seconds, of which the JDK after 17 makes up to three more")
                .isEqualTo(Runtime.version().feature() <= 17 ? "4" : "1");
        assertThat(System.getProperty("jdk.httpclient.enableAllMethodRetry")).isEqualTo("false");
    }
}
