package dev.convoke.callin;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Connection;
import dev.convoke.leg.LegSetup;
import dev.convoke.net.Certificate;
import dev.convoke.net.Transport;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.ConferenceNumber;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The well-known port (US 8,018,877 FIG. 3, and steps 205–225 of FIG. 2): whoever connects to it says by a code, or by a room and its
 * PIN, who they are, and is then seated like anybody else (steps 340–380). Who opened a room is told what the others need (steps
 * 310–320). Where meetings can have ports of their own (step 230), these are opened and closed with it too.
 *
 * <p>Before somebody has said who they are they cost a connection and a time: only some may be so from one network and in all, and
 * beyond that they are refused before anything is decrypted or looked up. Connections run on event loops of the transport.
 */
public final class CallIn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallIn.class);

    private final String address;
    private final Gate gate;
    private final Unproved unproved;
    private final Acceptor acceptor;
    private final Optional<AllocatedPorts> ports;
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
        this.address = address;
        this.gate = gate;
        this.unproved = unproved;
        this.certificate = certificate;
        this.acceptor = new Acceptor(settings, legs, gate, unproved, certificate);
        this.ports = range(settings)
                .map(range -> new AllocatedPorts(
                        transport, settings.ports(), range, settings::place, hostOf(address), gate, acceptor));
        WellKnown way = new WellKnown();
        ChannelFuture binding = transport
                .listen(settings.place(settings.port()), channel -> acceptor.accept(channel, way))
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IllegalStateException(
                    "call-in.port: cannot listen at " + settings.place(settings.port()) + " ("
                            + binding.cause().getMessage() + "); is another process there?",
                    binding.cause());
        }
        this.listening = binding.channel();
    }

    private Optional<PortRange> range(CallInSettings settings) {
        Optional<PortRange> range = settings.ports().range();
        if (range.isPresent() && address.isEmpty()) {
            LOG.warn(
                    "call-in.ports: meetings get no ports as long as call-in.address does not say where devices connect to");
            return Optional.empty();
        }
        return range;
    }

    private static String hostOf(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
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

    /** What became of those who connected, to whatever port. */
    public CallInCounts counts() {
        return acceptor.counts();
    }

    /** How many connections have not said yet who they are. */
    public int unproved() {
        return unproved.all();
    }

    /** Opens ports for meetings, if there are any. */
    public MeetingPorts meetingPorts() {
        return ports.<MeetingPorts>map(some -> some).orElseGet(MeetingPorts::none);
    }

    /** Where the meeting of a room can be reached, if it has a port of its own. Any thread. */
    public Optional<PortOfMeeting> portOf(ConferenceNumber room) {
        return ports.flatMap(some -> some.of(room));
    }

    /** By this port one comes into every room. */
    private final class WellKnown implements Acceptor.Way {

        @Override
        public CodePolicy policy(String network) {
            return gate.policy(network);
        }

        @Override
        public void seated(Connection connection, Caller caller) {
            caller.opened().ifPresent(opened -> {
                var unused = gate.meeting(opened.room())
                        .thenAccept(meeting -> meeting.ifPresent(session -> tellOpener(connection, session)));
                if (opened.wantsPort()) {
                    openPort(connection, opened);
                }
            });
        }
    }

    /** Steps 310–320: the initiator learns what the others have to know. */
    private void tellOpener(Connection connection, String session) {
        String at = address.isEmpty() ? "this port" : address;
        connection
                .channel()
                .eventLoop()
                .execute(() -> connection.tell("Others call in at " + at + " with a code; the session is " + session
                        + ". /invite NUMBER texts a code to somebody."
                        + (ports.isPresent() ? " /port opens a port for this meeting alone." : "")));
    }

    /** Step 230, as the hello asked for it. */
    private void openPort(Connection connection, Caller.Opened opened) {
        var unused = gate.openPort(opened.room(), opened.by())
                .thenAccept(answer -> answer.ifPresent(
                        event -> connection.channel().eventLoop().execute(() -> connection.tell(event))));
    }

    /** Accepts nobody any more; who is connected stays so. */
    @Override
    public void close() {
        ports.ifPresent(AllocatedPorts::close);
        listening.close().awaitUninterruptibly();
        certificate.ifPresent(Certificate::close);
    }
}
