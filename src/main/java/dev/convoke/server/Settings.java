package dev.convoke.server;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeSettings;
import dev.convoke.admission.RoomProfiles;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.callin.CallInSettings;
import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingsException;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.paging.InboxSettings;
import dev.convoke.paging.OutboxSettings;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.schedule.ScheduleSettings;
import dev.convoke.session.SessionSettings;
import dev.convoke.smpp.SmppSettings;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.ServiceNumber;
import dev.convoke.web.WebSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All settings. {@code config/convoke.conf} documents every one of them and holds the defaults; a file of the operator's is laid
 * over it.
 *
 * @param serviceNumbers the numbers that people text
 * @param region ISO 3166 code of the country whose national numbers are understood; empty for none
 * @param store the room table and everything else on disk
 * @param smpp the links
 * @param inbox texts that come in
 * @param outbox texts that go out
 * @param admission who is let in
 * @param codes what the codes of invitations are worth
 * @param entrance where people come in by them, as texts name it
 * @param callIn how devices reach us
 * @param dialOut how devices are reached
 * @param web the way in by browser
 * @param session how connections to devices behave
 * @param loops how many event loops the rooms are spread over
 * @param room what rooms may use
 * @param policy how rooms behave whose row does not say otherwise
 * @param schedule bookings
 */
public record Settings(
        List<ServiceNumber> serviceNumbers,
        String region,
        StoreSettings store,
        SmppSettings smpp,
        InboxSettings inbox,
        OutboxSettings outbox,
        AdmissionSettings admission,
        CodeSettings codes,
        EntrancePoints entrance,
        CallInSettings callIn,
        DialOutSettings dialOut,
        WebSettings web,
        SessionSettings session,
        int loops,
        RoomSettings room,
        RoomPolicy policy,
        ScheduleSettings schedule) {

    /** Copies the list. */
    public Settings {
        serviceNumbers = List.copyOf(serviceNumbers);
    }

    /** Our numbers and our country. */
    public ServiceNumbers ownNumbers() {
        return new ServiceNumbers(serviceNumbers, region);
    }

    /** What the engine is told of a room. */
    public RoomProfiles profiles() {
        return new RoomProfiles(room.emptyTimeout(), policy);
    }

    /** The key of the PINs, beside the database. */
    public Path pinKeyFile() {
        Path file = store.path();
        return file.resolveSibling(file.getFileName() + ".key");
    }

    /**
     * Reads a file of the operator's.
     *
     * @throws SettingsException with everything that is wrong with it
     */
    public static Settings read(Path file) {
        return Configuration.read(file, Settings::read);
    }

    /**
     * Reads settings from a text, laid over the defaults.
     *
     * @param folder where relative paths start
     * @throws SettingsException with everything that is wrong with it
     */
    public static Settings parse(String text, Path folder) {
        return Configuration.parse(text, folder, Settings::read);
    }

    private static Settings read(Section top) {
        Optional<String> region = top.region("region");
        AdmissionSettings admission = AdmissionSettings.read(top.section("admission"));
        return new Settings(
                top.parsed("service-numbers", ServiceNumber::parse, "+ and 7 to 15 digits, or a short code of 3 to 8"),
                region.orElse(""),
                StoreSettings.read(top.section("store")),
                SmppSettings.read(top.section("smpp"), region),
                InboxSettings.read(top.section("inbox")),
                OutboxSettings.read(top.section("outbox")),
                admission,
                CodeSettings.read(top.section("call-in")),
                EntrancePoints.read(top.section("web"), top.section("call-in")),
                CallInSettings.read(top.section("call-in")),
                DialOutSettings.read(top.section("dial-out")),
                WebSettings.read(top.section("web")),
                SessionSettings.read(top.section("session")),
                loops(top.section("dial-out")),
                RoomSettings.read(top.section("room")),
                RoomPolicy.read(top.section("room.policy")),
                ScheduleSettings.read(top.section("schedule"), admission.early()));
    }

    private static int loops(Section dialOut) {
        int loops = dialOut.count("loops");
        if (loops < 0 || loops > 256) {
            dialOut.wrong("loops", String.valueOf(loops), "0 for one per processor, or 1..256");
        }
        return loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    }
}
