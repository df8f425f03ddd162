package io.varcas.transport;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One exchange over {@code java.net.http}: stamps what arrives before anyone looks at it, and ends exactly once, whoever is first:
 * the end of the body, a failure, or a cancellation. The lock orders these, which come on different threads; it is free in all
 * other cases.
 */
final class JdkExchange implements Exchange, HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {

    private final ExchangeListener listener;
    private final LongSupplier clock;
    private final Consumer<JdkExchange> ended;
    private final Breakage breakage;
    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private @Nullable CompletableFuture<HttpResponse<Void>> response;
    private Flow.@Nullable Subscription subscription;
    private boolean over;

    JdkExchange(ExchangeListener listener, LongSupplier clock, Consumer<JdkExchange> ended, Breakage breakage) {
        this.listener = listener;
        this.clock = clock;
        this.ended = ended;
        this.breakage = breakage;
    }

    /** Follows the future of the response, which alone tells of failures before the head of a response. */
    void follow(CompletableFuture<HttpResponse<Void>> future) {
        boolean cancelled;
        synchronized (this) {
            response = future;
            cancelled = over && !body.isDone();
        }
        if (cancelled) {
            future.cancel(true);
        }
        CompletableFuture<?> unused = future.whenComplete((answer, failure) -> {
            if (failure != null) {
                onError(failure);
            }
        });
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo head) {
        long nanos = clock.getAsLong();
        synchronized (this) {
            if (!over) {
                listener.head(
                        nanos,
                        head.statusCode(),
                        head.headers().firstValue("content-type").orElse(""));
            }
        }
        try {
            EncodedBodyException.check(
                    head.headers().firstValue("content-encoding").orElse(""));
        } catch (EncodedBodyException unreadable) {
            onError(unreadable);
        }
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription pieces) {
        boolean cancelled;
        synchronized (this) {
            subscription = pieces;
            cancelled = over;
        }
        if (cancelled) {
            pieces.cancel();
        } else {
            pieces.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        long nanos = clock.getAsLong();
        Throwable broken;
        Flow.Subscription arriving;
        synchronized (this) {
            if (over) {
                return;
            }
            try {
                for (int i = 0; i < pieces.size(); i++) {
                    listener.bytes(nanos, pieces.get(i));
                }
                return;
            } catch (Throwable fault) {
                if (!(fault instanceof ResponseTooLongException)) {
                    breakage.report(fault);
                }
                broken = fault;
            }
            arriving = subscription;
        }
        if (arriving != null) {
            arriving.cancel();
        }
        onError(broken);
    }

    @Override
    public void onComplete() {
        long nanos = clock.getAsLong();
        synchronized (this) {
            if (!over) {
                over = true;
                ended.accept(this);
                last(() -> listener.ended(nanos));
            }
        }
        body.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
        body.completeExceptionally(failure);
    }

    @Override
    public CompletionStage<Void> getBody() {
        return body;
    }

    @Override
    public void cancel() {
        CompletableFuture<HttpResponse<Void>> future;
        Flow.Subscription pieces;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            future = response;
            pieces = subscription;
        }
        if (pieces != null) {
            pieces.cancel(); // closes the connection once the body has begun,
        }
        if (future != null) {
            future.cancel(true); // and this before
        }
        ended.accept(this);
        synchronized (this) {
            last(() -> listener.failed(clock.getAsLong(), new CancellationException("cancelled by the client")));
        }
        body.cancel(true);
    }

    private void end(Throwable failure) {
        long nanos = clock.getAsLong();
        synchronized (this) {
            if (!over) {
                over = true;
                ended.accept(this);
                last(() -> listener.failed(nanos, failure));
            }
        }
    }

    private void last(Runnable call) {
        try {
            call.run();
        } catch (Throwable fault) {
            breakage.report(fault);
        }
    }
}
