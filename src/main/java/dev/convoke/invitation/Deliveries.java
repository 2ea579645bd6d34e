package dev.convoke.invitation;

import dev.convoke.paging.DeliveryWatch;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which invitations are on their way, so that whoever invites learns what becomes of them if they are in the room. Of the last 10,000
 * since the start; what is said of older ones, or after a restart, the record of texts tells the operator. Any thread.
 */
public final class Deliveries implements DeliveryWatch {

    private static final int MAX_ON_THEIR_WAY = 10_000;

    private final Teller teller;
    private final Map<Long, OnItsWay> texts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OnItsWay> eldest) {
            return size() > MAX_ON_THEIR_WAY;
        }
    };

    private record OnItsWay(ConferenceNumber room, Person host, Msisdn guest) {}

    /** Tells rooms; must not block. */
    @FunctionalInterface
    public interface Teller {
        /** An invitation to that room is on the guest's phone, or never will be. */
        void tell(ConferenceNumber room, Person host, Msisdn guest, boolean delivered);
    }

    /** None are on their way yet. */
    public Deliveries(Teller teller) {
        this.teller = teller;
    }

    /** An invitation is about to be sent; {@code id} is its text's in the outbox. */
    public void sending(long id, MobileTerminated text, Person host) {
        Optional<OnItsWay> one = text.room().map(room -> new OnItsWay(room, host, text.to()));
        synchronized (texts) {
            one.ifPresent(known -> texts.put(id, known));
        }
    }

    @Override
    public void settled(long textId, boolean delivered) {
        Optional<OnItsWay> one;
        synchronized (texts) {
            one = Optional.ofNullable(texts.remove(textId));
        }
        one.ifPresent(text -> teller.tell(text.room(), text.host(), text.guest(), delivered));
    }
}
