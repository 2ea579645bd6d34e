package dev.convoke.server;

import com.typesafe.config.Config;
import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.PinBackoff;
import dev.convoke.admission.RateLimit;
import dev.convoke.config.Section;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.net.Cidr;
import dev.convoke.net.Transport;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.OutboxSettings;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.schedule.ScheduleSettings;
import dev.convoke.session.SessionSettings;
import dev.convoke.smpp.BindKind;
import dev.convoke.smpp.LinkSending;
import dev.convoke.smpp.LinkSettings;
import dev.convoke.smpp.LinkTimers;
import dev.convoke.smpp.LinkTls;
import dev.convoke.smpp.LinkTraffic;
import dev.convoke.smpp.Login;
import dev.convoke.smpp.Secret;
import dev.convoke.smpp.SmppSettings;
import dev.convoke.sms.Alphabet;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the settings records out of the configuration: one method per section, one line per key. */
final class SettingsReader {

    private final Section top;
    private final Path folder;
    private final String region;

    /** Relative paths start at {@code folder}. */
    SettingsReader(Section top, Path folder) {
        this.top = top;
        this.folder = folder;
        this.region = region(top);
    }

    Settings settings() {
        AdmissionSettings admission = admission(top.section("admission"));
        return new Settings(
                top.parsed("service-numbers", ServiceNumber::parse, "+ and 7 to 15 digits, or a short code of 3 to 8"),
                region,
                store(top.section("store")),
                smpp(top.section("smpp")),
                inbox(top.section("inbox")),
                outbox(top.section("outbox")),
                admission,
                dialOut(top.section("dial-out")),
                session(top.section("session")),
                loops(),
                room(top.section("room")),
                policy(top.section("room").section("policy")),
                schedule(top.section("schedule"), admission.early()));
    }

    private static String region(Section s) {
        String region = s.text("region").toUpperCase(Locale.ROOT);
        if (!region.isEmpty() && !Msisdn.isRegion(region)) {
            s.wrong("region", '"' + s.text("region") + '"', "an ISO 3166 code of two letters such as GB, or nothing");
        }
        return region;
    }

    private SessionSettings session(Section s) {
        return s.make(
                () -> new SessionSettings(
                        s.duration("ping-interval"), s.duration("ping-deadline"), s.octets("replay-octets")),
                SessionSettings::defaults);
    }

    private int loops() {
        int loops = top.section("dial-out").count("loops");
        if (loops < 0 || loops > 256) {
            top.section("dial-out").wrong("loops", String.valueOf(loops), "0 for one per processor, or 1..256");
        }
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }

    private Path path(String written) {
        return folder.resolve(written).normalize();
    }

    private StoreSettings store(Section s) {
        Path path = path(s.text("path"));
        return s.make(
                () -> new StoreSettings(
                        path,
                        s.count("readers"),
                        s.count("queue"),
                        s.duration("busy-timeout"),
                        s.duration("transcript-retention")),
                () -> StoreSettings.at(path));
    }

    private SmppSettings smpp(Section s) {
        Config pattern = s.config("link-defaults");
        List<LinkSettings> links = s.each("links", pattern).stream()
                .map(this::link)
                .flatMap(Optional::stream)
                .toList();
        return s.make(() -> new SmppSettings(links), SmppSettings::defaults);
    }

    private Optional<LinkSettings> link(Section s) {
        return s.make(
                () -> Optional.of(new LinkSettings(
                        s.text("name"),
                        s.text("host"),
                        s.count("port"),
                        new Login(s.text("system-id"), Secret.of(s.text("password")), s.text("system-type")),
                        s.choice("bind", BindKind.class),
                        tls(s),
                        new LinkTraffic(
                                s.count("window"),
                                s.choice("default-alphabet", Alphabet.class),
                                nonEmpty(region(s)).or(() -> nonEmpty(region)),
                                s.count("max-parts"),
                                new LinkSending(
                                        s.count("rate"),
                                        s.choice("long-texts", LinkSending.LongTexts.class),
                                        s.choice("port-by", LinkSending.PortBy.class),
                                        s.flag("receipts"),
                                        s.texts("prefixes"))),
                        new LinkTimers(
                                s.duration("connect-timeout"),
                                s.duration("response-timeout"),
                                s.duration("enquire-interval"),
                                s.duration("accept-timeout"),
                                s.duration("retry-min"),
                                s.duration("retry-max")))),
                Optional::empty);
    }

    private LinkTls tls(Section s) {
        return new LinkTls(
                s.flag("tls"),
                nonEmpty(s.text("tls-trust-store")).map(this::path),
                Secret.of(s.text("tls-trust-store-password")));
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private AdmissionSettings admission(Section s) {
        return s.make(
                () -> new AdmissionSettings(
                        s.duration("early"),
                        limit(s.section("per-sender")),
                        limit(s.section("per-device")),
                        limit(s.section("per-host")),
                        limit(s.section("overall")),
                        pins(s.section("pins")),
                        limit(s.section("answers")),
                        limit(s.section("answers-overall")),
                        limit(s.section("invitations")),
                        s.count("threads"),
                        s.count("waiting"),
                        s.count("remembered")),
                AdmissionSettings::defaults);
    }

    private static RateLimit limit(Section s) {
        return s.make(
                () -> new RateLimit(s.count("burst"), s.duration("per")),
                () -> AdmissionSettings.defaults().overall());
    }

    private static PinBackoff pins(Section s) {
        return s.make(
                () -> new PinBackoff(
                        s.count("free"),
                        s.count("free-per-network"),
                        s.count("free-per-room"),
                        s.duration("delay"),
                        s.duration("max-delay"),
                        s.duration("memory")),
                PinBackoff::defaults);
    }

    private DialOutSettings dialOut(Section s) {
        String range = "a range such as 10.0.0.0/8 or 2001:db8::/32";
        return s.make(
                () -> new DialOutSettings(
                        s.parsed("allow", Cidr::parse, range),
                        s.parsed("deny", Cidr::parse, range),
                        s.count("min-port"),
                        s.duration("connect-timeout"),
                        s.count("attempts"),
                        s.duration("retry-delay"),
                        s.duration("settle"),
                        s.count("in-flight"),
                        s.count("waiting"),
                        redial(s.section("redial")),
                        s.duration("prompt-timeout"),
                        s.choice("transport", Transport.Choice.class)),
                DialOutSettings::defaults);
    }

    private static DialOutSettings.Redial redial(Section s) {
        return s.make(
                () -> new DialOutSettings.Redial(s.count("attempts"), s.duration("delay")),
                DialOutSettings.Redial::defaults);
    }

    private RoomSettings room(Section s) {
        return s.make(
                () -> new RoomSettings(
                        s.duration("empty-timeout"),
                        s.octets("log-octets"),
                        s.duration("slow-timeout"),
                        s.count("seats"),
                        s.count("pending-commands")),
                RoomSettings::defaults);
    }

    private static RoomPolicy policy(Section s) {
        RoomPolicy usual = RoomPolicy.defaults();
        return new RoomPolicy(
                s.make(
                        () -> new RoomPolicy.Doors(
                                s.flag("lobby"),
                                s.count("capacity"),
                                s.count("moderator-seats"),
                                s.duration("nick-reservation")),
                        usual::doors),
                s.make(
                        () -> new RoomPolicy.ModeratorGone(
                                s.choice("last-moderator", WithoutModerator.class), s.duration("grace")),
                        usual::moderatorGone),
                new RoomPolicy.Privacy(
                        s.choice("numbers", Numbers.class), s.choice("private-texts", PrivateTexts.class)),
                s.make(
                        () -> new RoomPolicy.Talk(
                                s.count("history"),
                                s.count("notices-up-to"),
                                s.count("burst"),
                                s.duration("refill"),
                                s.duration("slow")),
                        usual::talk));
    }

    private InboxSettings inbox(Section s) {
        return s.make(
                () -> new InboxSettings(
                        s.duration("max-age"),
                        s.duration("duplicate-window"),
                        s.count("pending"),
                        s.duration("retention"),
                        s.count("application-port"),
                        parts(s.section("parts"))),
                InboxSettings::defaults);
    }

    private static InboxSettings.Parts parts(Section s) {
        return s.make(
                () -> new InboxSettings.Parts(s.duration("timeout"), s.count("texts-per-sender"), s.count("limit")),
                InboxSettings.Parts::defaults);
    }

    private OutboxSettings outbox(Section s) {
        return s.make(
                () -> new OutboxSettings(
                        s.count("in-flight"),
                        s.duration("retry-delay"),
                        s.duration("max-retry-delay"),
                        s.duration("answer-timeout"),
                        s.flag("resend-unknown"),
                        s.duration("retention")),
                OutboxSettings::defaults);
    }

    private ScheduleSettings schedule(Section s, Duration early) {
        return s.make(
                () -> new ScheduleSettings(early, s.durations("warnings"), s.duration("refresh"), s.count("threads")),
                () -> ScheduleSettings.defaults(early));
    }
}
