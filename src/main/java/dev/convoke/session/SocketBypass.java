package dev.convoke.session;

import dev.convoke.room.port.Bypass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the socket of an epoll channel without the channel's knowing, while the channel has nothing to write itself.
 * Runs on the channel's event loop, where the channel also closes its socket: a descriptor that belongs to someone else by
 * now is never written to.
 */
final class SocketBypass implements Bypass {

    private final Socket socket;
    private boolean open;
    private long taken;

    private SocketBypass(Socket socket) {
        this.socket = socket;
    }

    /** Closed at first; empty for channels of another kind. */
    static Optional<SocketBypass> of(Channel channel) {
        return channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket
                ? Optional.of(new SocketBypass(socket))
                : Optional.empty();
    }

    /** Opens it if the channel has written everything. */
    boolean openIfIdle(Channel channel) {
        @Nullable ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        open = queue != null && queue.totalPendingWriteBytes() == 0;
        return open;
    }

    /** The channel is about to write something itself. */
    void close() {
        open = false;
    }

    /** How many octets went this way so far. */
    long taken() {
        return taken;
    }

    @Override
    public int write(ByteBuf octets) {
        if (!open || !socket.isOpen()) {
            return 0;
        }
        try {
            int sent = socket.sendAddress(octets.memoryAddress(), octets.readerIndex(), octets.writerIndex());
            taken += sent;
            return sent;
        } catch (IOException trouble) {
            // The channel will meet the same, and tell whom it concerns.
            open = false;
            return 0;
        }
    }
}
