package io.varcas.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.varcas.transport.Occupancy.Written;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private final SocketExchange first = exchange();
    private final SocketExchange second = exchange();
    private final Occupancy occupancy = new Occupancy(first);

    @Test
    void isFreeForTheNextWhenAnAnswerHasEnded() {
        writeAll(first);
        assertThat(occupancy.current()).isSameAs(first);
        assertThat(occupancy.leave(true)).isTrue();
        assertThat(occupancy.take(second, true)).isTrue();
        writeAll(second);
        assertThat(occupancy.written(second, false)).isEqualTo(Written.WHOLE);
    }

    @Test
    void isOfNoMoreUseWhenTheServerSaysSoOrTheRequestWasNotSentWhole() {
        assertThat(occupancy.leave(true)).as("nothing was written").isFalse();
        assertThat(occupancy.isClosed()).isTrue();
        Occupancy other = new Occupancy(second);
        writeAll(second);
        assertThat(other.leave(false)).isFalse();
        assertThat(other.take(exchange(), true)).isFalse();
    }

    @Test
    void isFreedByTheSenderWhoseWriteReturnsAfterTheAnswer() {
        takeSecond();
        assertThat(occupancy.leave(true)).as("the sender still writes").isFalse();
        assertThat(occupancy.isClosed()).isFalse();
        writeAll(second);
        assertThat(occupancy.written(second, false)).isEqualTo(Written.FREE);
        assertThat(occupancy.take(exchange(), true)).isTrue();
    }

    @Test
    void isSpentIfTheServerAnsweredBeforeTheWholeRequestWasSent() {
        takeSecond();
        assertThat(occupancy.leave(true)).isFalse();
        second.request()[0].get();
        assertThat(occupancy.written(second, false)).isEqualTo(Written.SPENT);
        assertThat(occupancy.isClosed()).isTrue();
    }

    @Test
    void leavesTheRestToTheLoop() {
        takeSecond();
        second.request()[0].get();
        assertThat(occupancy.written(second, false)).isEqualTo(Written.PART);
    }

    @Test
    void letsARequestGoElsewhereOnlyIfNotAByteWasWritten() {
        takeSecond();
        assertThat(occupancy.written(second, true)).isEqualTo(Written.STALE);
        assertThat(occupancy.isClosed()).isTrue();

        SocketExchange third = exchange();
        Occupancy other = new Occupancy(third);
        third.request()[0].get();
        assertThat(other.written(third, true)).isEqualTo(Written.BROKEN);
        assertThat(other.current()).as("for the loop to fail").isSameAs(third);
    }

    @Test
    void leavesWhatWasClosedDuringAWriteToItsSender() {
        takeSecond();
        assertThat(occupancy.close()).as("the sender will find out").isNull();
        second.request()[0].get();
        assertThat(occupancy.written(second, false)).isEqualTo(Written.BROKEN);
        assertThat(occupancy.close()).isSameAs(second);
        assertThat(occupancy.close()).as("ended once").isNull();
    }

    private void takeSecond() {
        writeAll(first);
        assertThat(occupancy.leave(true)).isTrue();
        assertThat(occupancy.take(second, true)).isTrue();
    }

    private static void writeAll(SocketExchange exchange) {
        for (ByteBuffer part : exchange.request()) {
            part.position(part.limit());
        }
    }

    private static SocketExchange exchange() {
        return new SocketExchange(
                mock(ExchangeListener.class), ByteBuffer.wrap(new byte[] {'h', 'e', 'a', 'd'}), new byte[] {'b'});
    }
}
