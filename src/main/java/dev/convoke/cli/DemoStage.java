package dev.convoke.cli;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.FreePort;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.operator.Operator;
import dev.convoke.peer.device.CallingDevice;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.device.WebSocketDevice;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.server.App;
import dev.convoke.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** What the demo is played on: an embedded message centre, the whole server on a temporary folder, and phones. */
final class DemoStage implements AutoCloseable {

    static final String SERVICE_NUMBER = "84433";

    private final Narrator narrator;
    private final ThreadMaker threads = CliThreads.maker();
    private final Path folder;
    private final EmbeddedSmsc smsc;
    private final App app;
    private final Operator operator;
    private final List<Phone> phones = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private final int pagePort = FreePort.find();
    private final int callInPort = FreePort.find();

    /** A phone with a number, a name and a TCP port. */
    record Phone(String name, String number, SimulatedDevice device) {

        String address() {
            return device.address().toString();
        }
    }

    DemoStage(Narrator narrator) {
        this.narrator = narrator;
        try {
            folder = Files.createTempDirectory("convoke-demo-");
            smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), threads);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot be set up: " + e.getMessage(), e);
        }
        Settings settings = settings();
        app = App.start(settings, Clock.systemUTC());
        operator = StoreAccess.operatorOf(app, settings);
    }

    private Settings settings() {
        return Settings.parse("""
                service-numbers = ["%s"]
                store.path = "convoke.db"
                smpp.links = [{ name = "demo", host = "127.0.0.1", port = %d, system-id = "convoke", password = "demo" }]
                # The phones of the demo live on this machine, which no configuration but this one should let strangers dial.
                dial-out.allow = ["127.0.0.0/8", "::1/128"]
                web { listen = "127.0.0.1:%3$d", url = "http://127.0.0.1:%3$d", proxies = ["127.0.0.1/32"] }
                call-in { port = %4$d, bind = "127.0.0.1", address = "127.0.0.1:%4$d" }
                """.formatted(SERVICE_NUMBER, smsc.port(), pagePort, callInPort), folder);
    }

    /** Where the page is. */
    URI page() {
        return URI.create("http://127.0.0.1:" + pagePort);
    }

    /** Somebody who connects to the server's well-known port. */
    CallingDevice caller(String name, String colour) {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), callInPort);
        return kept(CallingDevice.connect(server, thread(name), line -> narrator.phone(name, colour, line)));
    }

    /** Somebody at the other end of a connection that stands. */
    CallingDevice talker(String name, String colour, Socket connection) {
        return kept(CallingDevice.on(connection, thread(name), line -> narrator.phone(name, colour, line)));
    }

    /** Somebody who taps a link; of what the page is told, that is shown which people read. */
    WebSocketDevice browser(String name, String colour, URI link) {
        return kept(WebSocketDevice.open(
                link,
                thread(name),
                event -> PageWords.of(event).ifPresent(words -> narrator.phone(name, colour, words))));
    }

    private ThreadFactory thread(String name) {
        return task -> threads.thread("phone-" + name, task);
    }

    private <T extends AutoCloseable> T kept(T device) {
        others.add(device);
        return device;
    }

    /** A folder that goes with the demo. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    Operator operator() {
        return operator;
    }

    EmbeddedSmsc smsc() {
        return smsc;
    }

    ThreadMaker threads() {
        return threads;
    }

    /** A phone that shows what it hears. */
    Phone phone(String name, String number, String colour) {
        SimulatedDevice device = SimulatedDevice.listen(
                0, task -> threads.thread("phone-" + name, task), line -> narrator.phone(name, colour, line));
        Phone phone = new Phone(name, number, device);
        phones.add(phone);
        return phone;
    }

    /** Waits until the server can be texted. */
    Optional<String> trouble() {
        app.links().firstAttempts().join();
        return smsc.receivers() > 0 ? Optional.empty() : Optional.of("the server did not bind to the message centre");
    }

    @Override
    public void close() {
        app.close();
        phones.forEach(phone -> phone.device().close());
        others.forEach(DemoStage::quietly);
        smsc.close();
        deleteFolder();
    }

    private static void quietly(AutoCloseable device) {
        try {
            device.close();
        } catch (Exception gone) {
            // It is over anyway.
        }
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            narrator.plainly("The temporary folder " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
