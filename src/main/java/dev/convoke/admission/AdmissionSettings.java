package dev.convoke.admission;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * Who is let in, and how much of it; section {@code admission} of the configuration.
 *
 * @param early how long before a booking's start the doors open, 0 s to 24 h
 * @param perSender dial-outs that one phone number may ask for
 * @param perDevice dial-outs to one address and port
 * @param perHost dial-outs to one address, whatever the port
 * @param overall dial-outs altogether
 * @param pins how wrong numbers and PINs slow down whoever tries them
 * @param answers texts that one phone number is answered with
 * @param answersStrangers texts that all are answered with who have not been here before
 * @param answersOverall texts that all are answered with
 * @param invitations phone numbers that one moderator may invite
 * @param invitationsParticipants phone numbers that one participant may invite, where the room's policy lets all invite
 * @param threads how many texts are dealt with at once, 1 to 64
 * @param waiting how many texts may wait for that, 10 to 1,000,000
 * @param remembered how many senders, addresses and rooms the limits remember of each kind, 1,000 to 10,000,000
 */
public record AdmissionSettings(
        Duration early,
        RateLimit perSender,
        RateLimit perDevice,
        RateLimit perHost,
        RateLimit overall,
        PinBackoff pins,
        RateLimit answers,
        RateLimit answersStrangers,
        RateLimit answersOverall,
        RateLimit invitations,
        RateLimit invitationsParticipants,
        int threads,
        int waiting,
        int remembered) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public AdmissionSettings {
        SettingCheck.inRange("early", early, Duration.ZERO, Duration.ofHours(24));
        SettingCheck.inRange("threads", threads, 1, 64);
        SettingCheck.inRange("waiting", waiting, 10, 1_000_000);
        SettingCheck.inRange("remembered", remembered, 1_000, 10_000_000);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static AdmissionSettings defaults() {
        return read(Configuration.defaults("admission"));
    }

    /** Reads the section {@code admission}. */
    public static AdmissionSettings read(Section section) {
        return section.make(in -> new AdmissionSettings(
                in.duration("early"),
                RateLimit.read(in.section("per-sender")),
                RateLimit.read(in.section("per-device")),
                RateLimit.read(in.section("per-host")),
                RateLimit.read(in.section("overall")),
                PinBackoff.read(in.section("pins")),
                RateLimit.read(in.section("answers")),
                RateLimit.read(in.section("answers-strangers")),
                RateLimit.read(in.section("answers-overall")),
                RateLimit.read(in.section("invitations")),
                RateLimit.read(in.section("invitations-participants")),
                in.count("threads"),
                in.count("waiting"),
                in.count("remembered")));
    }
}
