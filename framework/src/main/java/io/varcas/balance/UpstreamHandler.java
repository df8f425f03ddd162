package io.varcas.balance;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands what a replica sends to the request that uses the connection; without one, the replica has nothing to say. */
final class UpstreamHandler extends ChannelInboundHandlerAdapter {

    private @Nullable Relay relay;

    /** Gives the connection to a request; null takes it away. */
    void serve(@Nullable Relay user) {
        relay = user;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Relay user = relay;
        try {
            if (user == null) {
                var unused = context.close();
            } else if (message instanceof HttpObject part
                    && part.decoderResult().isFailure()) {
                user.broke(part.decoderResult().cause());
            } else {
                if (message instanceof HttpResponse head) {
                    user.head(head);
                }
                if (message instanceof HttpContent content && relay == user) {
                    user.content(content);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (relay != null) {
            relay.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (relay != null) {
            relay.broke(new IOException("the replica closed the connection"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (relay != null) {
            relay.broke(cause);
        }
        var unused = context.close();
    }
}
