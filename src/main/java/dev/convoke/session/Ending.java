package dev.convoke.session;

import dev.convoke.room.event.PrivateEvent;
import io.netty.channel.ChannelHandler;
import java.util.Optional;

/**
 * A handler before the session in its pipeline whose wire has words of its own for the end of a connection, as WebSocket has its
 * close frame.
 */
public interface Ending extends ChannelHandler {

    /**
     * The session writes nothing any more, and closes when what was written is out; its {@code close} comes by then. Called once at
     * most, on the channel's event loop.
     *
     * @param last what the device was told last, if that was goodbye
     */
    void onEnd(Optional<PrivateEvent.Goodbye> last);
}
