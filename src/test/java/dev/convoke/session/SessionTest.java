package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session sends to its device alone. */
class SessionTest {

    /** Fails in the middle of what it writes, as long as it is told to. */
    private static final class FailingFormat implements WireFormat {
        private final List<ByteBuf> lent = new ArrayList<>();
        private boolean fails = true;

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            throw new UnsupportedOperationException("not wanted here");
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {
            lent.add(out);
            out.writeByte('x');
            if (fails) {
                throw new IllegalStateException("wanted by this test");
            }
        }

        @Override
        public int maxOctets(LogEntry entry) {
            return 1;
        }
    }

    /** Wants to hear of nothing. */
    private static final class Nobody implements LineHandler {
        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void onLine(String line) {}

        @Override
        public void onLost(Departure how) {}
    }

    @Test
    void whatCannotBeEncodedIsNotSentAndItsBufferIsGivenBack() {
        FailingFormat format = new FailingFormat();
        EmbeddedChannel channel = new EmbeddedChannel();
        Session session = new Session(channel, Protocols.with(format, SessionSettings.defaults()), new Nobody());
        channel.pipeline().addLast(session);
        PrivateEvent note = new PrivateEvent.PrivateNotice("note");

        assertThatIllegalStateException().isThrownBy(() -> session.send(note)).withMessage("wanted by this test");

        assertThat(format.lent)
                .singleElement()
                .satisfies(octets -> assertThat(octets.refCnt()).isZero());
        format.fails = false;
        session.send(note);
        ByteBuf sent = channel.readOutbound();
        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("x");
        sent.release();
        channel.finishAndReleaseAll();
    }
}
