package io.varcas.balance;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to the replicas, kept open between requests. For that loop's thread alone. */
final class Upstreams {

    /** The heads of responses are short; vLLM's own server allows 64 KiB. */
    private static final int LONGEST_LINE = 8192;

    private static final int LONGEST_HEAD = 65_536;
    private static final int LONGEST_PIECE = 65_536;

    private final Map<Replica, Deque<Channel>> idle = new HashMap<>();
    private final Bootstrap bootstrap;

    Upstreams(EventLoop loop, Duration connect) {
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connect.toMillis()))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_PIECE))
                                .addLast(new UpstreamHandler());
                    }
                });
    }

    /** Returns an open connection that no request uses; null if there is none. */
    @Nullable
    Channel idle(Replica replica) {
        Deque<Channel> channels = idle.get(replica);
        while (channels != null && !channels.isEmpty()) {
            Channel channel = channels.pop();
            if (channel.isActive()) {
                return channel;
            }
        }
        return null;
    }

    ChannelFuture connect(Replica replica) {
        return bootstrap.connect(replica.address().host(), replica.address().port());
    }

    /** Takes a connection back whose response has ended. */
    void release(Replica replica, Channel channel) {
        idle.computeIfAbsent(replica, any -> new ArrayDeque<>()).push(channel);
    }
}
