package dev.convoke.peer.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/** Where a {@link Way} brings its connections. Any thread. */
public final class Line {

    private final Conversation conversation;
    private final ThreadPoolExecutor legs;

    /** The executor has as many threads as connections may be heard at once, and no queue. */
    Line(Conversation conversation, ThreadPoolExecutor legs) {
        this.conversation = conversation;
        this.legs = legs;
    }

    /** Says something to the person, about the way in. */
    void tell(String words) {
        conversation.tell(words);
    }

    /** Somebody connected to us: heard on a thread of its own, unless the room is heard already or this is all too much. */
    void incoming(Socket socket, InetAddress from) {
        if (!conversation.isWelcome(from)) {
            close(socket);
            conversation.tell("Turned away a connection from " + from.getHostAddress() + ".");
            return;
        }
        try {
            legs.execute(() -> hear(socket, from));
        } catch (RejectedExecutionException tooMany) {
            close(socket);
        }
    }

    private void hear(Socket socket, InetAddress from) {
        Ending ending = conversation.talk(socket, from, Opening.none());
        if (ending == Ending.FAREWELL || ending == Ending.REFUSED || ending == Ending.LOST) {
            conversation.tell("The connection ended; still listening. Ctrl-D quits.");
        }
    }

    /** We connected: talks on this thread until the connection ends, after saying who we are. */
    Ending outgoing(Socket socket, Opening opening) {
        return conversation.talk(socket, socket.getInetAddress(), opening);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is closed either way.
        }
    }
}
