package dev.convoke.room.event;

/** Why a meeting ended. */
public enum CloseReason {
    /** A moderator closed it. */
    BY_MODERATOR("the moderator closed the meeting"),
    /** Its booking is over. */
    BOOKING_ENDED("the booked time is over"),
    /** Nobody was in it for too long. */
    EMPTY("nobody was here"),
    /** The last moderator went and none came back in time. */
    MODERATOR_GONE("no moderator came back"),
    /** The operator closed it. */
    BY_OPERATOR("the operator closed the meeting"),
    /** The server stops. */
    SHUTDOWN("the service is stopping");

    private final String sentence;

    CloseReason(String sentence) {
        this.sentence = sentence;
    }

    /** A clause for people, such as {@code the booked time is over}. */
    public String sentence() {
        return sentence;
    }

    /** The name in records, such as {@code booking-ended}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
