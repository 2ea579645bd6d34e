package dev.convoke.room.command;

import dev.convoke.terms.Nick;

/** What somebody in a room asks for themselves; for nobody else it means anything. */
public sealed interface PersonalCommand extends RoomCommand {

    /**
     * Says something; everyone hears it, the speaker too, in the room's order. This is the hot path: a report is asked for only
     * where it is wanted, so that nothing is made for the result of a line whose echo is its acknowledgement.
     *
     * @param text what is said, one clean line
     * @param report whether the result is to be {@link Result.Said}; otherwise it is {@link Result.Done#DONE}
     */
    record Say(String text, boolean report) implements PersonalCommand {

        /** With a report. */
        public Say(String text) {
            this(text, true);
        }

        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.say(speaker, this);
        }

        @Override
        public String toString() {
            return "Say[chars=" + text.length() + "]";
        }
    }

    /** Does something ({@code /me}); with the result of a {@link Say} with report. */
    record Emote(String text) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.emote(speaker, this);
        }

        @Override
        public String toString() {
            return "Emote[chars=" + text.length() + "]";
        }
    }

    /**
     * Sends data of an application, in the same order as all that is said; with the result of a {@link Say} with report.
     *
     * @param contentType a media type
     * @param base64 the data (RFC 4648 section 4), with padding
     * @param octets its size
     */
    record Data(String contentType, String base64, int octets) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.data(speaker, this);
        }

        @Override
        public String toString() {
            return "Data[contentType=" + contentType + ", octets=" + octets + "]";
        }
    }

    /**
     * A text for one person only.
     *
     * @param words begin with the nick of whom it is for; nicks may hold spaces, and the room knows them
     */
    record Whisper(String words) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.whisper(speaker, this);
        }

        @Override
        public String toString() {
            return "Whisper[chars=" + words.length() + "]";
        }
    }

    /** Takes another name. */
    record Rename(Nick to) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.rename(speaker, this);
        }
    }

    /** What is the meeting about? */
    record ShowTopic() implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.showTopic(speaker, this);
        }
    }

    /**
     * Asks for a turn to speak, or gives it up.
     *
     * @param up whether the hand goes up
     */
    record Hand(boolean up) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.hand(speaker, this);
        }
    }

    /**
     * Lost a leg, or slept, and asks for what was missed.
     *
     * @param meeting which meeting, as they were told
     * @param lastHeard the sequence number of the last event that they have
     */
    record Resume(String meeting, long lastHeard) implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.resume(speaker, this);
        }
    }

    /** Goes. */
    record Leave() implements PersonalCommand {
        @Override
        public <S> Result by(S speaker, Handler<S> handler) {
            return handler.leave(speaker, this);
        }
    }

    /**
     * One method per case, so that a room cannot forget one.
     *
     * @param <S> what stands for whoever asks
     */
    interface Handler<S> {
        /** See {@link Say}. */
        Result say(S speaker, Say command);

        /** See {@link Emote}. */
        Result emote(S speaker, Emote command);

        /** See {@link Data}. */
        Result data(S speaker, Data command);

        /** See {@link Whisper}. */
        Result whisper(S speaker, Whisper command);

        /** See {@link Rename}. */
        Result rename(S speaker, Rename command);

        /** See {@link ShowTopic}. */
        Result showTopic(S speaker, ShowTopic command);

        /** See {@link Hand}. */
        Result hand(S speaker, Hand command);

        /** See {@link Resume}. */
        Result resume(S speaker, Resume command);

        /** See {@link Leave}. */
        Result leave(S speaker, Leave command);
    }

    /** Calls the handler's method for this case, for whoever asks. */
    <S> Result by(S speaker, Handler<S> handler);
}
