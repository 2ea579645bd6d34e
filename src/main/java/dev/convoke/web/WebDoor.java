package dev.convoke.web;

import dev.convoke.callin.CallInSettings;
import dev.convoke.callin.Caller;
import dev.convoke.callin.Gate;
import dev.convoke.callin.Unproved;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.leg.Recall;
import dev.convoke.net.Certificate;
import dev.convoke.net.Transport;
import dev.convoke.session.CodePolicy;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import dev.convoke.web.Handshake.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for browsers: what is said over HTTP on its connections, and how one becomes a WebSocket:
 *
 * <pre>
 *   http, requests  →  wsdecoder, fragments, frames, session
 * </pre>
 *
 * Before somebody has shown a good code they cost a connection and a time: so many may speak HTTP, and so many of one network may
 * stand at the door. Connections run on event loops of the transport; this object has no state of its own but counts.
 */
public final class WebDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);

    /** The longest request line, and all headers of a request together. */
    private static final int LINE_OCTETS = 2_048;

    private static final int HEADER_OCTETS = 8_192;

    private final WebSettings settings;
    private final Requests.Site site;
    private final Visitors visitors;
    private final WebCounts counts = new WebCounts();

    private final Unproved speakingHttp;

    private final FrameWire wire;
    private final Optional<Certificate> certificate;
    private final Channel listening;

    /**
     * What happens to whoever opens a WebSocket: they show a code, and are in the room.
     *
     * @param legs seats them
     * @param gate decides about what they present
     * @param unproved counts those who have presented nothing good yet
     * @param within how long each try may take
     * @param comesBack how long somebody who was lost may stay away
     */
    public record Visitors(LegSetup legs, Gate gate, Unproved unproved, Duration within, Duration comesBack) {

        /** As for those who call in otherwise. */
        public Visitors(LegSetup legs, Gate gate, Unproved unproved, CallInSettings settings) {
            this(legs, gate, unproved, settings.proveWithin(), settings.patience());
        }
    }

    private WebDoor(
            Transport transport,
            WebSettings settings,
            InetSocketAddress at,
            Assets assets,
            Visitors visitors,
            Optional<Certificate> certificate) {
        this.settings = settings;
        this.visitors = visitors;
        this.certificate = certificate;
        this.speakingHttp =
                new Unproved(new CallInSettings.Unproved(settings.connectionsPerNetwork(), settings.connections()));
        this.site = new Requests.Site(
                settings,
                assets,
                new Reply(settings.url()),
                new Handshake(settings.url()),
                new Forwarded(settings.proxies()),
                counts,
                this::upgrade);
        this.wire = new FrameWire(settings.messageOctets(), counts);
        ChannelFuture binding = transport.listen(at, this::accept).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IllegalStateException(
                    "web.listen: cannot listen at " + at + " ("
                            + binding.cause().getMessage() + "); is another process there?",
                    binding.cause());
        }
        this.listening = binding.channel();
    }

    /**
     * Serves the page that lies on the class path. Not on an event loop.
     *
     * @return empty if the settings do not want it
     * @throws IllegalStateException if the port is taken, the certificate cannot be read, there is no page, or one of its files
     *     names one that is not there; the message says which
     */
    public static Optional<WebDoor> open(
            Transport transport, WebSettings settings, Visitors visitors, ThreadMaker threads) {
        return settings.listen().map(at -> open(transport, settings, at, visitors, threads));
    }

    private static WebDoor open(
            Transport transport, WebSettings settings, InetSocketAddress at, Visitors visitors, ThreadMaker threads) {
        Assets assets = Assets.ofClassPath();
        Optional<Certificate> certificate = settings.tls()
                .certificate()
                .map(file -> Certificate.of("web", file, settings.tls().key(), threads));
        try {
            WebDoor door = new WebDoor(transport, settings, at, assets, visitors, certificate);
            LOG.info(
                    "the page is served at {}{}, {} files",
                    door.place(),
                    certificate.isPresent() ? " with TLS" : "",
                    assets.count());
            if (settings.hidesEverybody()) {
                LOG.warn(
                        "web.listen is on loopback and web.proxies is empty: all who come by a proxy on this machine are one to the"
                                + " server, and share their limits; see config/convoke.conf");
            }
            return door;
        } catch (RuntimeException failure) {
            certificate.ifPresent(Certificate::close);
            throw failure;
        }
    }

    /** Where it listens. */
    public InetSocketAddress place() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** What came in so far. */
    public WebCounts counts() {
        return counts;
    }

    private void accept(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            // Gone already.
            var unused = channel.close();
            return;
        }
        Optional<Unproved.Place> place = site.forwarded().isProxy(peer.getAddress())
                ? speakingHttp.behindProxy()
                : speakingHttp.from(visitors.gate().networkOf(peer.getAddress()));
        if (place.isEmpty()) {
            counts.onRefused(WebRefusal.TOO_MANY);
            var unused = channel.close();
            return;
        }
        certificate.ifPresent(known -> channel.pipeline().addLast(encryption(channel, known)));
        channel.pipeline()
                .addLast(
                        "http",
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LINE_OCTETS)
                                .setMaxHeaderSize(HEADER_OCTETS)))
                .addLast("requests", new Requests(site, place.get()::giveBack));
    }

    private SslHandler encryption(Channel channel, Certificate known) {
        SslHandler handler = known.context().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(settings.requestTimeout().toMillis());
        return handler;
    }

    private Optional<Refused> upgrade(Channel channel, HttpRequest request, InetAddress client) {
        String network = visitors.gate().networkOf(client);
        Optional<Unproved.Place> place = visitors.unproved().from(network);
        if (place.isEmpty()) {
            return Optional.of(new Refused(
                    WebRefusal.TOO_MANY,
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "Too many from your network are at the door. Try again in a moment."));
        }
        channel.closeFuture().addListener(closed -> place.get().giveBack());
        speakFrames(channel, new Caller(visitors.gate().policy(network), place.get()::giveBack), request);
        return Optional.empty();
    }

    /** Answers the request, and from then on the connection speaks WebSocket; what was sent before the answer is read then. */
    private void speakFrames(Channel channel, CodePolicy policy, HttpRequest request) {
        channel.config().setAutoRead(false);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(Requests.class);
        wire.addTo(pipeline);
        channel.writeAndFlush(Handshake.accepted(request)).addListener(answered -> {
            if (answered.isSuccess() && channel.isActive()) {
                counts.onUpgraded();
                bring(channel, policy);
                pipeline.remove(HttpServerCodec.class);
                channel.config().setAutoRead(true);
            } else {
                var unused = channel.close();
            }
        });
    }

    private void bring(Channel channel, CodePolicy policy) {
        Connection connection = visitors.legs().openJson(channel, WayIn.BROWSER, new Connection.Watch() {});
        var unused = visitors.legs()
                .take(
                        connection,
                        new Destination.AtCodeDoor(policy, visitors.within()),
                        Recall.awaiting(visitors.comesBack()))
                .thenAccept(refused -> refused.map(WebDoor::counted).ifPresent(counts::onRefused));
    }

    private static WebRefusal counted(RefusalReason reason) {
        return reason == RefusalReason.NO_ANSWER ? WebRefusal.TOO_LATE : WebRefusal.NOT_LET_IN;
    }

    /** Accepts nobody any more; who is connected stays so. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        certificate.ifPresent(Certificate::close);
    }
}
