package dev.convoke.peer.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of relays and who one is there. */
class TurnServerTest {

    @ParameterizedTest
    @CsvSource({
        "turn:relay.example.net, turn:relay.example.net:3478",
        "turns:relay.example.net, turns:relay.example.net:5349",
        "TURN:relay.example.net:443?transport=tcp, turn:relay.example.net:443",
        "turn:[2001:db8::7], turn:[2001:db8::7]:3478",
        "turn:[2001:db8::7]:80, turn:[2001:db8::7]:80"
    })
    void readsAddressesOfRelays(String typed, String meant) {
        assertThat(TurnServer.parse(typed)).map(TurnServer::toString).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay.example.net",
                "stun:relay.example.net",
                "turn:",
                "turn::3478",
                "turn:host:0",
                "turn:host:65536",
                "turn:host:x",
                "turn:host?transport=udp",
                "turn:ho st",
                "turn:2001:db8::7",
                "turn:[]"
            })
    void refusesEverythingElse(String typed) {
        assertThat(TurnServer.parse(typed)).isEmpty();
    }

    @Test
    void timeLimitedCredentialsAreTheSecretsDigestOfTheName() {
        TurnCredentials made = TurnCredentials.timeLimited("north", "alice", Instant.ofEpochSecond(1_433_895_918));

        assertThat(made.user()).isEqualTo("1433895918:alice");
        assertThat(made.toString()).contains("[redacted]").doesNotContain(made.password());
        // printf 1433895918:alice | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(made.password()).isEqualTo("RqMvcGPYTJMGThVLSi4amT4zFtI=");
    }
}
