package dev.convoke.cli.phone;

import dev.convoke.cli.base.Complaint;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.phone.Authorities;
import dev.convoke.peer.phone.Calling;
import dev.convoke.peer.phone.Listening;
import dev.convoke.peer.phone.Opening;
import dev.convoke.peer.phone.OwnAddress;
import dev.convoke.peer.phone.Relayed;
import dev.convoke.peer.phone.Way;
import dev.convoke.peer.turn.TurnCredentials;
import dev.convoke.peer.turn.TurnServer;
import dev.convoke.peer.turn.TurnTiming;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.InvitationCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import picocli.CommandLine.Option;

/** How the room and the device come together. */
final class WayOptions {

    /** Longer than any meeting; the relay looks at it when the address is asked for. */
    private static final Duration CREDENTIALS_HOLD = Duration.ofHours(24);

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            description = "Wait here for the server to connect; 0 takes any port that is free.")
    private Optional<Integer> listen = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "With --listen: the address under which the server reaches this machine; found if left out.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--to-host",
            paramLabel = "HOST",
            description = "With --listen: find the address on the way to that host, rather than to the Internet.")
    private String toHost = "";

    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            description =
                    "Where the server connects from; needed with --relay. With --listen nobody else may connect then. "
                            + "May be given several times.")
    private List<String> servers = List.of();

    @Option(names = "--call", paramLabel = "HOST:PORT", description = "Connect to the server's port instead.")
    private Optional<String> call = Optional.empty();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "With --call: the code that was texted to you, such as K7QW-3M9X-PT4H.")
    private Optional<String> code = Optional.empty();

    @Option(names = "--tls", description = "With --call: the port speaks TLS.")
    private boolean tls;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "With --tls: PEM certificates to trust instead of the usual ones.")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--relay",
            paramLabel = "URI",
            description = "Be reached at a TURN relay, such as turn:relay.example.net:3478, or turns: with TLS.")
    private Optional<String> relay = Optional.empty();

    @Option(names = "--relay-user", paramLabel = "NAME", description = "Who you are to the relay.")
    private String relayUser = "";

    @Option(
            names = "--relay-password-file",
            paramLabel = "FILE",
            description = "The password of --relay-user is the first line of this file.")
    private Optional<Path> relayPassword = Optional.empty();

    @Option(
            names = "--relay-secret-file",
            paramLabel = "FILE",
            description =
                    "The secret that the relay shares with its users (coturn: use-auth-secret); makes a password for a day.")
    private Optional<Path> relaySecret = Optional.empty();

    /**
     * What the options name.
     *
     * @param text what to say when calling without a code
     * @param announce is told every address that the device gets
     * @throws Complaint if they contradict each other or something is missing
     */
    Way way(TextOptions text, ThreadMaker threads, Consumer<DeviceAddress> announce) {
        long named = Stream.of(listen, call, relay).filter(Optional::isPresent).count();
        if (named != 1) {
            throw Complaint.aboutTyping(
                    "Say one of --listen PORT, --call HOST:PORT and --relay URI; --help shows an example of each.");
        }
        if (call.isPresent()) {
            return calling(call.get(), text);
        }
        return relay.isPresent() ? relayed(relay.get(), threads, announce) : listening(announce);
    }

    private Way listening(Consumer<DeviceAddress> announce) {
        int port = listen.orElseThrow();
        if (port < 0 || port > MAX_PORT) {
            throw Complaint.aboutTyping("--listen: " + port + " (expected: 0..65535, where 0 is any free one)");
        }
        InetAddress ip = address.map(typed -> DeviceAddress.parseIp(typed)
                        .orElseThrow(() -> Complaint.aboutTyping("--address: \"" + typed
                                + "\" (expected: an address such as 203.0.113.7; texts take no host names, and "
                                + "'getent ahostsv4 HOST' says which address one has)")))
                .orElseGet(() -> OwnAddress.towards(toHost));
        return Listening.on(port, ip, new HashSet<>(serverAddresses()), announce);
    }

    private List<InetAddress> serverAddresses() {
        List<InetAddress> all = new ArrayList<>();
        for (String server : servers) {
            try {
                all.addAll(List.of(InetAddress.getAllByName(server)));
            } catch (UnknownHostException unknown) {
                throw new Complaint("--server: no such host: " + server);
            }
        }
        return all;
    }

    private Way calling(String place, TextOptions text) {
        int colon = place.lastIndexOf(':');
        String host = colon < 0 ? "" : place.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        int port = colon < 0 ? -1 : number(place.substring(colon + 1));
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw Complaint.aboutTyping(
                    "--call: \"" + place + "\" (expected: HOST:PORT, such as talk.example.net:7000)");
        }
        if (code.isEmpty() && !text.hasRoom()) {
            throw Complaint.aboutTyping("--call: say who you are, with --code CODE or with --room NUMBER --pin PIN; "
                    + "a text JOIN and the conference number to the service number is answered with a code");
        }
        return new Calling(host, port, security(), opening(text));
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
    }

    private Opening opening(TextOptions text) {
        if (code.isEmpty()) {
            return new Opening(text.words(), Optional.empty());
        }
        // Never repeated: it is a secret, be it with a slip in it.
        InvitationCode read = InvitationCode.parse(code.get())
                .orElseThrow(() -> Complaint.aboutTyping(
                        "--code: not a code (expected: 12 letters and digits, such as K7QW-3M9X-PT4H)"));
        return new Opening(read.grouped(), text.nick());
    }

    private Optional<SSLSocketFactory> security() {
        if (!tls) {
            return Optional.empty();
        }
        return Optional.of(authorities.map(Authorities::inFile).orElseGet(Authorities::usual));
    }

    private Way relayed(String uri, ThreadMaker threads, Consumer<DeviceAddress> announce) {
        TurnServer server = TurnServer.parse(uri)
                .orElseThrow(() -> Complaint.aboutTyping("--relay: \"" + uri
                        + "\" (expected: turn:HOST, turn:HOST:PORT or turns:HOST:PORT; TCP is spoken there)"));
        List<InetAddress> engines = serverAddresses();
        if (engines.isEmpty()) {
            throw Complaint.aboutTyping(
                    "--relay: say with --server ADDRESS where the server connects from; the relay lets "
                            + "nobody else in");
        }
        List<InetAddress> ipv4 =
                engines.stream().filter(ip -> ip.getAddress().length == 4).toList();
        // A name may have both; a relay has addresses of one family for each allocation, and every relay has IPv4.
        return new Relayed(
                server, credentials(), ipv4.isEmpty() ? engines : ipv4, TurnTiming.usual(), threads, announce);
    }

    private Supplier<TurnCredentials> credentials() {
        if (relaySecret.isPresent()) {
            String secret = firstLine("--relay-secret-file", relaySecret.get());
            return () ->
                    TurnCredentials.timeLimited(secret, relayUser, Instant.now().plus(CREDENTIALS_HOLD));
        }
        if (relayUser.isEmpty() || relayPassword.isEmpty()) {
            throw Complaint.aboutTyping(
                    "--relay: say who you are, with --relay-user NAME and --relay-password-file FILE, "
                            + "or with --relay-secret-file FILE");
        }
        TurnCredentials fixed = new TurnCredentials(relayUser, firstLine("--relay-password-file", relayPassword.get()));
        return () -> fixed;
    }

    private static String firstLine(String option, Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException unreadable) {
            throw new Complaint(option + ": " + file + " cannot be read");
        }
    }
}
