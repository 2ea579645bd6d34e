package dev.convoke.room;

import dev.convoke.room.event.PrivateEvent.Delivered;
import dev.convoke.room.event.PrivateEvent.Deliveries;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who have invited somebody, and are here, what became of it. Ten invitations are ten receipts in the same second, and one
 * notice. Runs on the room's event loop.
 */
final class InvitationNews {

    private static final long GATHERED_MS = 1_000;

    /** So many are told at once; who invites more in a second reads of the rest nowhere. */
    private static final int MAX_AT_ONCE = 50;

    private static final int MAX_HOSTS = 1_000;

    private final RoomContext context;
    private final Roster roster;
    private final Directory directory;
    private final Map<Person, List<News>> gathered = new LinkedHashMap<>();

    private record News(Msisdn guest, boolean delivered) {}

    InvitationNews(RoomContext context, Roster roster, Directory directory) {
        this.context = context;
        this.roster = roster;
        this.directory = directory;
    }

    /** The invitation of a guest is on their phone, or never will be. */
    void add(Person host, Msisdn guest, boolean delivered) {
        if (roster.present(host).isEmpty()
                || gathered.size() >= MAX_HOSTS
                || context.loop().isShuttingDown()) {
            return;
        }
        if (gathered.isEmpty()) {
            var unused = context.loop().schedule(this::tell, GATHERED_MS, TimeUnit.MILLISECONDS);
        }
        List<News> ofHost = gathered.computeIfAbsent(host, one -> new ArrayList<>());
        if (ofHost.size() < MAX_AT_ONCE) {
            ofHost.add(new News(guest, delivered));
        }
    }

    private void tell() {
        Map<Person, List<News>> all = new LinkedHashMap<>(gathered);
        gathered.clear();
        all.forEach((host, news) -> roster.present(host)
                .ifPresent(seat -> seat.tell(new Deliveries(
                        news.stream().map(one -> shown(seat, one)).toList()))));
    }

    /** Whose number that is, is for those alone who may see numbers. */
    private Delivered shown(Seat host, News news) {
        Optional<Nick> nick = directory.showsNumbers(host) ? nickOf(new Person.Phone(news.guest())) : Optional.empty();
        return new Delivered(nick, news.guest(), news.delivered());
    }

    private Optional<Nick> nickOf(Person guest) {
        return roster.present(guest)
                .map(Seat::nick)
                .or(() -> roster.departed().find(guest).map(gone -> gone.who()).map(Participant::nick));
    }
}
