package dev.convoke.callin;

import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.leg.Recall;
import dev.convoke.net.Certificate;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes those who connect, to whichever port: learns from where they come, counts them until they have said who they are, and hands
 * them to {@link LegSetup}. Runs on the event loops of the connections; has no state of its own but counts.
 */
// A write or close that fails shows in the session's exceptionCaught or channelInactive; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
final class Acceptor {

    private static final byte[] CROWDED =
            "* Too many connections from your network. Try again in a few seconds.\n".getBytes(StandardCharsets.UTF_8);

    private final CallInSettings settings;
    private final LegSetup legs;
    private final Gate gate;
    private final Unproved unproved;
    private final Optional<Certificate> certificate;
    private final Recall recall;
    private final CallInCounts counts = new CallInCounts();

    Acceptor(CallInSettings settings, LegSetup legs, Gate gate, Unproved unproved, Optional<Certificate> certificate) {
        this.settings = settings;
        this.legs = legs;
        this.gate = gate;
        this.unproved = unproved;
        this.certificate = certificate;
        this.recall = Recall.awaiting(settings.patience());
    }

    /** What makes one port another than the next. */
    interface Way {

        /** Decides about a connection from that network. */
        CodePolicy policy(String network);

        /** Somebody is in a room or its lobby; on the room's event loop. */
        default void seated(Connection connection, Caller caller) {}
    }

    CallInCounts counts() {
        return counts;
    }

    /** Takes a connection of which nothing has been read. */
    void accept(Channel channel, Way way) {
        counts.onAccepted();
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            // Gone already.
            channel.close();
            return;
        }
        InetAddress from = peer.getAddress();
        if (settings.proxies().stream().anyMatch(range -> range.contains(from))) {
            awaitHeader(channel, from, way);
        } else {
            welcome(channel, from, way);
        }
    }

    /** Somebody in between says first for whom the connection is. */
    private void awaitHeader(Channel channel, InetAddress proxy, Way way) {
        Optional<Unproved.Place> place = unproved.behindProxy();
        if (place.isEmpty()) {
            refuse(channel);
            return;
        }
        channel.pipeline().addLast(new HAProxyMessageDecoder());
        channel.pipeline()
                .addLast(new ProxyHeader(
                        proxy,
                        settings.proveWithin().toMillis(),
                        caller -> {
                            place.get().giveBack();
                            welcome(channel, caller, way);
                        },
                        () -> {
                            place.get().giveBack();
                            counts.onHeadless();
                        }));
    }

    private void welcome(Channel channel, InetAddress from, Way way) {
        String network = gate.networkOf(from);
        Optional<Unproved.Place> place = unproved.from(network);
        if (place.isEmpty()) {
            refuse(channel);
            return;
        }
        Unproved.Place mine = place.get();
        channel.closeFuture().addListener(closed -> mine.giveBack());
        certificate.ifPresent(known -> channel.pipeline().addLast(handshake(channel, known)));
        Connection connection = legs.open(channel, WayIn.CALLED, new Connection.Watch() {});
        Caller caller = new Caller(way.policy(network), mine::giveBack);
        legs.take(connection, new Destination.AtCodeDoor(caller, settings.proveWithin()), recall)
                .thenAccept(refused -> arrived(connection, caller, refused, way));
    }

    private SslHandler handshake(Channel channel, Certificate known) {
        SslHandler handler = known.context().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(settings.proveWithin().toMillis());
        return handler;
    }

    /** Too many are there who have not said who they are; nothing is read of this one. */
    private void refuse(Channel channel) {
        counts.onCrowded();
        channel.config().setAutoRead(false);
        if (certificate.isPresent()) {
            channel.close();
        } else {
            channel.writeAndFlush(Unpooled.wrappedBuffer(CROWDED)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void arrived(Connection connection, Caller caller, Optional<RefusalReason> refused, Way way) {
        if (refused.isPresent()) {
            counts.onTurnedAway();
        } else {
            counts.onSeated();
            way.seated(connection, caller);
        }
    }
}
