package dev.convoke.leg;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.LineHandler;
import dev.convoke.session.Protocols;
import dev.convoke.session.Session;
import dev.convoke.terms.WayIn;
import io.netty.channel.Channel;

/**
 * A connection to a device with a session on it, and no seat yet. {@link LegSetup#open} makes it; what the device says before
 * {@link LegSetup#take} is kept for then, up to a line and a read. Runs on the channel's event loop.
 */
public final class Connection {

    private final Session session;

    /** What a way in may want to know of a connection before it hands it over; nothing is told after that. */
    public interface Watch {

        /** Octets arrived, whole lines or not: somebody is there. */
        default void onHeard() {}

        /** The connection is gone. */
        default void onLost() {}
    }

    private Connection(Session session) {
        this.session = session;
    }

    /** Puts a session at the end of the channel's pipeline. */
    static Connection open(Channel channel, Protocols protocols, WayIn wayIn, Watch watch) {
        Session session = new Session(channel, protocols, wayIn, new Unseated(watch));
        channel.pipeline().addLast("session", session);
        return new Connection(session);
    }

    /** Lines are for whoever comes next. */
    private record Unseated(Watch watch) implements LineHandler {

        @Override
        public void onHeard() {
            watch.onHeard();
        }

        @Override
        public boolean wantsLines() {
            return false;
        }

        @Override
        public void onLine(String line) {
            throw new IllegalStateException("no lines are wanted before there is a seat");
        }

        @Override
        public void onLost(Departure how) {
            watch.onLost();
        }
    }

    /** What is connected. */
    public Channel channel() {
        return session.channel();
    }

    /** Tells the device something, in what it speaks. */
    public void tell(String notice) {
        session.send(new PrivateEvent.PrivateNotice(notice));
    }

    /** The same for what is more than a sentence. */
    public void tell(PrivateEvent event) {
        session.send(event);
    }

    /** Closes it after what it was told. */
    public void close() {
        session.close();
    }

    Session session() {
        return session;
    }
}
