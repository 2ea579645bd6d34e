package dev.convoke.room.port;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the room wants of a store: who is banned from it, beyond the meeting at hand. Called on the event loops of all rooms,
 * so nothing here may block: an adapter looks into memory and writes behind.
 */
public interface BanList {

    /**
     * Someone who may not enter a room.
     *
     * @param who a number, or a guest
     * @param nick the name at that time; empty if they were not there
     * @param reason what the moderator said; may be empty
     * @param untilMs when it ends, in milliseconds since 1970; {@link #FOREVER} if it does not
     * @param by who did it, by nick
     */
    record Ban(Person who, String nick, String reason, long untilMs, String by) {

        /** The end of a ban that has none. */
        public static final long FOREVER = Long.MAX_VALUE;

        /** By nobody in particular. */
        public Ban(Person who, String nick, String reason, long untilMs) {
            this(who, nick, reason, untilMs, "");
        }

        boolean isOver(long nowMs) {
            return untilMs <= nowMs;
        }
    }

    /** Bans someone, in place of an earlier ban of the same person. */
    void add(ConferenceNumber room, Ban ban);

    /** Lifts a ban; {@code false} if there was none. */
    boolean remove(ConferenceNumber room, Person who);

    /** The ban of a person that holds at that time. */
    Optional<Ban> find(ConferenceNumber room, Person who, long nowMs);

    /** All bans of a room that hold at that time. */
    List<Ban> of(ConferenceNumber room, long nowMs);

    /** A list that is kept as long as the process lives. */
    static BanList inMemory() {
        return new InMemory();
    }

    /** Bans by room and person; rooms of all loops share it. */
    final class InMemory implements BanList {

        private final Map<ConferenceNumber, Map<Person, Ban>> bans = new ConcurrentHashMap<>();

        private InMemory() {}

        @Override
        public void add(ConferenceNumber room, Ban ban) {
            bans.computeIfAbsent(room, number -> new ConcurrentHashMap<>()).put(ban.who(), ban);
        }

        @Override
        public boolean remove(ConferenceNumber room, Person who) {
            return bansOf(room).remove(who) != null;
        }

        @Override
        public Optional<Ban> find(ConferenceNumber room, Person who, long nowMs) {
            return Optional.ofNullable(bansOf(room).get(who)).filter(ban -> !ban.isOver(nowMs));
        }

        @Override
        public List<Ban> of(ConferenceNumber room, long nowMs) {
            return bansOf(room).values().stream()
                    .filter(ban -> !ban.isOver(nowMs))
                    .toList();
        }

        private Map<Person, Ban> bansOf(ConferenceNumber room) {
            return bans.getOrDefault(room, Map.of());
        }
    }
}
