package dev.convoke.callin;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.leg.Recall;
import dev.convoke.net.Certificate;
import dev.convoke.net.Transport;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The well-known port (US 8,018,877 FIG. 3): whoever connects to it says by a code, or by a room and its PIN, who they are, and is then
 * seated like anybody else (steps 340–380). Who opened a room is told what the others need (steps 310–320).
 *
 * <p>Before somebody has said who they are they cost a connection and a time: only some may be so from one network and in all, and
 * beyond that they are refused before anything is decrypted or looked up. Connections run on event loops of the transport; this object
 * has no state of its own but counts.
 */
// A write or close that fails shows in the session's exceptionCaught or channelInactive; its future says nothing more.
@SuppressWarnings("FutureReturnValueIgnored")
public final class CallIn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallIn.class);

    private static final byte[] CROWDED =
            "* Too many connections from your network. Try again in a few seconds.\n".getBytes(StandardCharsets.UTF_8);

    private final CallInSettings settings;
    private final String address;
    private final LegSetup legs;
    private final Gate gate;
    private final Unproved unproved;
    private final CallInCounts counts = new CallInCounts();
    private final Recall recall;
    private final Optional<Certificate> certificate;
    private final Channel listening;

    private CallIn(
            Transport transport,
            CallInSettings settings,
            String address,
            LegSetup legs,
            Gate gate,
            Unproved unproved,
            Optional<Certificate> certificate) {
        this.settings = settings;
        this.address = address;
        this.legs = legs;
        this.gate = gate;
        this.unproved = unproved;
        this.recall = Recall.awaiting(settings.patience());
        this.certificate = certificate;
        ChannelFuture binding = transport.listen(settings.place(), this::accept).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IllegalStateException(
                    "call-in.port: cannot listen at " + settings.place() + " ("
                            + binding.cause().getMessage() + "); is another process there?",
                    binding.cause());
        }
        this.listening = binding.channel();
    }

    /**
     * Listens. Not on an event loop.
     *
     * @param address host and port as others reach it; empty if nobody has said
     * @throws IllegalStateException if the port is taken or the certificate cannot be read; the message says which
     */
    public static CallIn start(
            Transport transport,
            CallInSettings settings,
            String address,
            LegSetup legs,
            Gate gate,
            ThreadMaker threads) {
        return start(transport, settings, address, legs, gate, new Unproved(settings.unproved()), threads);
    }

    /** As {@link #start(Transport, CallInSettings, String, LegSetup, Gate, ThreadMaker)}, with counts that other ways in share. */
    public static CallIn start(
            Transport transport,
            CallInSettings settings,
            String address,
            LegSetup legs,
            Gate gate,
            Unproved unproved,
            ThreadMaker threads) {
        Optional<Certificate> certificate = settings.tls()
                .certificate()
                .map(file -> Certificate.of("call-in", file, settings.tls().key(), threads));
        try {
            CallIn started = new CallIn(transport, settings, address, legs, gate, unproved, certificate);
            LOG.info("people call in at {}{}", started.place(), certificate.isPresent() ? ", with TLS" : "");
            return started;
        } catch (RuntimeException failure) {
            certificate.ifPresent(Certificate::close);
            throw failure;
        }
    }

    /** Where it listens. */
    public InetSocketAddress place() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** What became of those who connected. */
    public CallInCounts counts() {
        return counts;
    }

    /** How many connections have not said yet who they are. */
    public int unproved() {
        return unproved.all();
    }

    private void accept(Channel channel) {
        counts.onAccepted();
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            // Gone already.
            channel.close();
            return;
        }
        InetAddress from = peer.getAddress();
        if (settings.proxies().stream().anyMatch(range -> range.contains(from))) {
            awaitHeader(channel, from);
        } else {
            welcome(channel, from);
        }
    }

    /** Somebody in between says first for whom the connection is. */
    private void awaitHeader(Channel channel, InetAddress proxy) {
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
                            welcome(channel, caller);
                        },
                        () -> {
                            place.get().giveBack();
                            counts.onHeadless();
                        }));
    }

    private void welcome(Channel channel, InetAddress from) {
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
        Caller caller = new Caller(gate.policy(network), mine::giveBack);
        legs.take(connection, new Destination.AtCodeDoor(caller, settings.proveWithin()), recall)
                .thenAccept(refused -> arrived(connection, caller, refused));
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

    private void arrived(Connection connection, Caller caller, Optional<RefusalReason> refused) {
        if (refused.isPresent()) {
            counts.onTurnedAway();
            return;
        }
        counts.onSeated();
        caller.opened()
                .ifPresent(room -> gate.meeting(room)
                        .thenAccept(meeting -> meeting.ifPresent(session -> tellOpener(connection, session))));
    }

    /** Steps 310–320: the initiator learns what the others have to know. */
    private void tellOpener(Connection connection, String session) {
        String at = address.isEmpty() ? "this port" : address;
        connection
                .channel()
                .eventLoop()
                .execute(() -> connection.tell("Others call in at " + at + " with a code; the session is " + session
                        + ". /invite NUMBER texts a code to somebody."));
    }

    /** Accepts nobody any more; who is connected stays so. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        certificate.ifPresent(Certificate::close);
    }
}
