package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.store.BookingRow;
import dev.convoke.store.RoomRow;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The whole server between a real message centre and real devices, for one test. */
final class Convoke implements ClosedAfterEach {

    static final Duration PATIENCE = Duration.ofSeconds(15);
    static final String SERVICE_NUMBER = "84433";
    static final String OWN_NUMBER = "84434";
    static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    static final Pin PIN = Pin.parse("4921").orElseThrow();

    private final TestFolder folder = new TestFolder();
    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final EmbeddedSmsc smsc;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private String extra;
    private App app;

    /** With a room {@link #ROOM}; {@code extra} is laid over settings that are quick and let loopback be dialled. */
    Convoke(String extra) {
        this.extra = extra;
        smsc = startSmsc();
        MigratedFile.at(folder().resolve("convoke.db"));
        app = start();
        assertThat(app.store().rooms().add(room(ROOM)).join()).isTrue();
    }

    private EmbeddedSmsc startSmsc() {
        SmscSettings settings = SmscSettings.defaults().onPort(0).withRetry(Duration.ofMillis(100));
        try {
            return EmbeddedSmsc.start(settings, Clock.systemUTC(), threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of a server on this folder and this message centre. */
    String configuration() {
        return """
                service-numbers = ["%s", "%s"]
                store.path = "convoke.db"
                smpp.link-defaults { retry-min = 50ms, retry-max = 200ms }
                smpp.links = [{ name = main, host = "127.0.0.1", port = %d, system-id = convoke }]
                dial-out { allow = ["127.0.0.0/8"], connect-timeout = 1s, retry-delay = 50ms, settle = 20ms }
                dial-out.prompt-timeout = 10s
                schedule.refresh = 100ms
                %s
                """.formatted(SERVICE_NUMBER, OWN_NUMBER, smsc.port(), extra);
    }

    private App start() {
        App started = App.start(Settings.parse(configuration(), folder()), Clock.systemUTC());
        started.links().firstAttempts().orTimeout(10, TimeUnit.SECONDS).join();
        return started;
    }

    /** Stops the server and starts it again on the same folder. */
    void restart() {
        app.close();
        app = start();
    }

    /** Stops the server and starts it again with that instead of what was laid over its settings. */
    void restartWith(String other) {
        extra = other;
        restart();
    }

    App app() {
        return app;
    }

    EmbeddedSmsc smsc() {
        return smsc;
    }

    Path folder() {
        return folder.path();
    }

    RoomRow room(ConferenceNumber number) {
        return RoomRow.plain(number, "Stand-up", app.pins().digest(number, PIN), Instant.now());
    }

    /** The room, changed. */
    void change(RoomRow row) {
        assertThat(app.store().rooms().update(row).join()).isTrue();
    }

    void bindRoomToOwnNumber() {
        RoomRow row = room(ROOM);
        change(row.withServiceNumber(Optional.of(new ServiceNumber(OWN_NUMBER))));
    }

    /** Books the room from so long ago (or, negative, ahead) for so long. */
    void book(Duration startedAgo, Duration length) {
        LocalDateTime start = LocalDateTime.ofInstant(Instant.now().minus(startedAgo), ZoneOffset.UTC);
        assertThat(app.store()
                        .bookings()
                        .add(new BookingRow(0, ROOM, start, ZoneOffset.UTC, length))
                        .join()
                        .booking()
                        .id())
                .isPositive();
    }

    SimulatedDevice device() {
        SimulatedDevice device = SimulatedDevice.listen(0, task -> threads.thread("test-device", task), line -> {});
        devices.add(device);
        return device;
    }

    static String msisdn(int person) {
        return String.format(Locale.ROOT, "+4477009%05d", person);
    }

    /** Texts, and tells what became of it. */
    CompletableFuture<Delivery> sent(int person, String text) {
        return smsc.deliver(msisdn(person), SERVICE_NUMBER, text);
    }

    /** Texts. */
    void text(int person, String text) {
        text(msisdn(person), SERVICE_NUMBER, text);
    }

    /** Texts from any sender to any number. */
    void text(String from, String to, String text) {
        var unused = smsc.deliver(from, to, text);
    }

    /** A device that is in the room, its moderator. */
    SimulatedDevice moderator(int person, String nick) {
        SimulatedDevice device = device();
        text(person, device.address() + " " + ROOM + " " + PIN.reveal() + " " + nick);
        hears(device, "(moderator)");
        return device;
    }

    /** A device that is in the room or its lobby. */
    SimulatedDevice participant(int person, String nick) {
        SimulatedDevice device = device();
        text(person, device.address() + " " + ROOM + " " + nick);
        hears(device, "Welcome");
        return device;
    }

    /** What that person is answered by SMS. */
    String answerTo(int person) throws InterruptedException {
        return smsc.await(text -> text.to().equals(msisdn(person)), PATIENCE)
                .map(Delivered::text)
                .orElseThrow(() -> new AssertionError("person " + person + " got no text"));
    }

    boolean nobodyIsThere() {
        return app.rooms().ask(ROOM, room -> true).join().isEmpty();
    }

    @Override
    public void close() {
        app.close();
        devices.forEach(SimulatedDevice::close);
        smsc.close();
        folder.close();
    }
}
