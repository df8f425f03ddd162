package io.varcas.setting;

/** Transport of requests. */
public enum TransportKind {
    /** Non-blocking sockets, and no more of HTTP/1.1 than a load needs. */
    SOCKETS,
    /** The JDK's own HTTP client, {@code java.net.http}; goes through the proxy of the JVM's properties, if they name one. */
    JDK
}
