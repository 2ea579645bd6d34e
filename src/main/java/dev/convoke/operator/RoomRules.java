package dev.convoke.operator;

import dev.convoke.admission.PinVault;
import dev.convoke.config.SettingCheck;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a room may be, and what a change makes of it. Immutable; any thread. */
final class RoomRules {

    private static final int MAX_NAME_CHARS = 60;

    private final ServerFacts facts;
    private final PinVault pins;

    RoomRules(ServerFacts facts, PinVault pins) {
        this.facts = facts;
        this.pins = pins;
    }

    /** What no room may be after the change; empty if all of it is allowed. */
    List<FieldError> errors(RoomChange change, PolicyRow before) {
        List<FieldError> errors = new ArrayList<>();
        if (change.pin().isPresent()
                && areSame(change.pin(), change.participantPin().wanted())) {
            errors.add(FieldError.withoutValue(
                    "participant-pin", "another PIN than the moderator's, or everyone would be a moderator"));
        }
        change.name().flatMap(RoomRules::nameError).ifPresent(errors::add);
        change.serviceNumber().wanted().flatMap(this::serviceNumberError).ifPresent(errors::add);
        policyError(change.policy().applyTo(before)).ifPresent(errors::add);
        return errors;
    }

    private static boolean areSame(Optional<Pin> one, Optional<Pin> other) {
        return one.map(Pin::reveal).equals(other.map(Pin::reveal));
    }

    private static Optional<FieldError> nameError(String name) {
        String clean = name.strip();
        return clean.length() > MAX_NAME_CHARS || clean.codePoints().anyMatch(Character::isISOControl)
                ? Optional.of(FieldError.withoutValue(
                        "name", "at most " + MAX_NAME_CHARS + " characters, none of them control characters"))
                : Optional.empty();
    }

    private Optional<FieldError> serviceNumberError(ServiceNumber number) {
        return facts.serviceNumbers().contains(number)
                ? Optional.empty()
                : Optional.of(new FieldError(
                        "service-number",
                        number.value(),
                        "in service-numbers " + facts.serviceNumbers() + " of the configuration",
                        "add it there first"));
    }

    /** The engine would make do with fewer seats for moderators than were asked for; who asks for them has to know. */
    private Optional<FieldError> policyError(PolicyRow after) {
        try {
            RoomPolicy.Access holds = facts.profiles().policyOf(after).access();
            return after.access()
                    .moderatorSeats()
                    .filter(wanted -> wanted > holds.moderatorSeats())
                    .map(wanted ->
                            FieldError.of("moderator-seats", wanted, "less than the capacity, " + holds.capacity()));
        } catch (SettingCheck.OutOfRange wrong) {
            return Optional.of(FieldError.of(wrong.key(), wrong.value(), wrong.expected()));
        }
    }

    /** A room of which nothing is said but its number and PIN. */
    RoomRow plain(ConferenceNumber number, Pin pin, Instant now) {
        return new RoomRow(
                number, "", pins.digest(number, pin), Optional.empty(), Optional.empty(), false, Optional.empty(), now);
    }

    /** The room after a change that has no errors. */
    RoomRow changed(RoomRow room, RoomChange change) {
        ConferenceNumber number = room.number();
        return new RoomRow(
                number,
                change.name().map(String::strip).orElse(room.name()),
                change.pin().map(pin -> pins.digest(number, pin)).orElse(room.moderatorPin()),
                change.participantPin() instanceof Change.Keep<Pin>
                        ? room.participantPin()
                        : change.participantPin().wanted().map(pin -> pins.digest(number, pin)),
                change.serviceNumber().applyTo(room.serviceNumber()),
                change.transcript().orElse(room.transcript()),
                change.emptyTimeout().applyTo(room.emptyTimeout()),
                change.policy().applyTo(room.policy()),
                room.createdAt());
    }

    /** The number to text to open the room. */
    Optional<ServiceNumber> textTo(RoomRow room) {
        return room.serviceNumber().or(() -> facts.serviceNumbers().stream().findFirst());
    }

    PolicyDetails policyOf(RoomRow room) {
        return PolicyDetails.of(room.policy(), facts);
    }
}
