package dev.convoke.peer.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that send a text, and what a text cannot do to them. */
@Timeout(30)
class GatewayCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void aTextIsOneWordWhateverIsInIt() throws Exception {
        Path sent = folder.resolve("sent");
        GatewayCommand command =
                GatewayCommand.parse("sh -c 'printf \"%s|\" \"$0\" \"$@\" > " + sent + "' to={to} {text} end");

        command.send("84433", "JOIN 8401234 $(id) ; {to} '\"Bob", PATIENCE);

        assertThat(sent).hasContent("to=84433|JOIN 8401234 $(id) ; {to} '\"Bob|end|");
    }

    @Test
    void saysWithoutTheTextWhatWentWrong() {
        assertThatThrownBy(() -> GatewayCommand.parse("false {text}").send("84433", "secret 4921", PATIENCE))
                .hasMessageContaining("false failed with exit code 1")
                .hasMessageNotContaining("4921");
        assertThatThrownBy(() -> GatewayCommand.parse("no-such-program {text}").send("84433", "4921", PATIENCE))
                .hasMessageContaining("cannot be started")
                .hasMessageNotContaining("4921");
        assertThatThrownBy(() ->
                        GatewayCommand.parse("sh -c 'exec sleep 60' {text}").send("84433", "1", Duration.ofMillis(50)))
                .hasMessageContaining("did not end within");
    }

    @Test
    void wantsAPlaceForTheText() {
        assertThatThrownBy(() -> GatewayCommand.parse("gammu {to}")).hasMessageContaining("{text} is missing");
    }
}
