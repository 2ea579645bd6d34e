package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static dev.convoke.server.Convoke.msisdn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.cli.base.FreePort;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.web.Chromium;
import dev.convoke.web.Chromium.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * People with the page in a real browser: from a text through the link in its answer into a room with somebody whose phone was dialled.
 * Pictures of what they see are left in {@code target/pictures}.
 */
@Timeout(120)
class BrowserJourneyTest {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#[0-9A-Z]{12}");

    private static final int PORT = FreePort.find();

    @RegisterExtension
    private final Chromium chromium = new Chromium();

    @RegisterExtension
    private final Convoke convoke = new Convoke("""
            region = GB
            web { listen = "127.0.0.1:%1$d", url = "http://127.0.0.1:%1$d" }
            """.formatted(PORT));

    /** Texts, and takes the link from the answer. */
    private String linkFor(int person, String text) {
        int before = linksOf(person).size();
        convoke.text(person, text);
        await().atMost(PATIENCE).until(() -> linksOf(person).size() > before);
        return linksOf(person).get(before);
    }

    private List<String> linksOf(int person) {
        return convoke.smsc().texts(text -> text.to().equals(msisdn(person)), 100).stream()
                .map(Delivered::text)
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    private static void comesIn(Window window) {
        window.await("document.documentElement.dataset.place === 'door' && document.querySelector('#join')"
                + " && document.querySelector('#join').offsetParent");
        window.tap("#join");
        window.await("document.documentElement.dataset.place === 'room'");
    }

    private static void says(Window window, String words) {
        window.type("#field", words);
        window.tap("#send");
    }

    private static void hearsInPage(Window window, String words) {
        window.await("document.querySelector('#log').innerText.includes('" + words + "')");
    }

    @Test
    void fromATextThroughTheLinkIntoATalkWithADialledPhone() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        Window bob = chromium.phone(linkFor(2, "JOIN " + ROOM + " Bob"));

        bob.awaitText("Stand-up");
        bob.picture(PICTURES.resolve("join-390-light.png"));
        comesIn(bob);
        hears(alice, "* Bob joined");

        says(bob, "Good morning from the page");
        hears(alice, "<Bob> Good morning from the page");
        alice.say("and from a phone that was dialled");
        hearsInPage(bob, "and from a phone that was dialled");
        bob.picture(PICTURES.resolve("talk-390-light.png"));
        bob.scheme("dark");
        bob.picture(PICTURES.resolve("talk-390-dark.png"));
        assertThat(bob.faults()).isEmpty();
        assertThat(bob.eval("location.hash").orElse("?")).isEqualTo("");
    }

    @Test
    void aReloadTheNetworkAndTheServerComeAndGoAndNobodyElseNotices() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        Window bob = chromium.phone(linkFor(2, "JOIN " + ROOM + " Bob"));
        comesIn(bob);
        hears(alice, "* Bob joined");
        alice.say("before");
        hearsInPage(bob, "before");

        bob.reload();
        bob.await("document.documentElement.dataset.place === 'room'");
        alice.say("after the reload");
        hearsInPage(bob, "after the reload");
        hearsInPage(bob, "before");

        bob.offline(true);
        alice.say("said while the phone was in a tunnel");
        says(bob, "written in the tunnel");
        bob.offline(false);
        hearsInPage(bob, "said while the phone was in a tunnel");
        hears(alice, "<Bob> written in the tunnel");

        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left") || line.contains("lost"));
        assertThat(alice.heard())
                .filteredOn(line -> line.startsWith("* Bob joined"))
                .hasSize(1);
        assertThat(alice.heard())
                .filteredOn("<Bob> written in the tunnel"::equals)
                .hasSize(1);
    }

    @Test
    void afterARestartOfTheServerThePageIsBackByItself() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        Window bob = chromium.phone(linkFor(2, "JOIN " + ROOM + " Bob"));
        comesIn(bob);
        hears(alice, "* Bob joined");

        convoke.restart();
        SimulatedDevice again = convoke.moderator(1, "Alice");

        // With the code that it has: nobody taps anything.
        says(bob, "here again");
        hears(again, "<Bob> here again");
    }

    @Test
    void aModeratorRulesFromThePage() {
        Window alice = chromium.desktop(linkFor(1, "OPEN " + ROOM + " " + PIN.reveal() + " Alice"));
        comesIn(alice);
        SimulatedDevice bob = convoke.participant(2, "Bob");
        Window carol = chromium.phone(linkFor(3, "JOIN " + ROOM + " Carol"));
        comesIn(carol);
        hears(bob, "* Carol joined");
        alice.await(
                "document.querySelector('#people li[data-nick=Bob]') || document.querySelector('li[data-nick=Bob]')");

        says(alice, "/mute Bob");
        hears(bob, "muted");
        bob.say("can you hear me");
        hears(bob, "! ");
        says(alice, "/lobby on");
        Window dave = chromium.phone(linkFor(4, "JOIN " + ROOM + " Dave"));
        dave.await("document.querySelector('#join') && document.querySelector('#join').offsetParent");
        dave.tap("#join");
        alice.await("document.querySelector('[data-key=\"admit Dave\"]')");
        alice.picture(PICTURES.resolve("moderator-1280-light.png"));
        alice.scheme("dark");
        alice.picture(PICTURES.resolve("moderator-1280-dark.png"));
        assertThat(alice.faults()).isEmpty();
        alice.tap("[data-key=\"admit Dave\"]");
        dave.await("document.documentElement.dataset.place === 'room'");
        hears(bob, "Dave");

        says(alice, "/kick Carol");
        carol.await("document.documentElement.dataset.door === 'kicked'");
        carol.picture(PICTURES.resolve("kicked-390-light.png"));
        says(alice, "/end");
        alice.tapButton("End for everyone");
        dave.await("document.documentElement.dataset.door === 'over'");
        dave.picture(PICTURES.resolve("over-390-light.png"));
        assertThat(dave.faults()).isEmpty();
    }
}
