package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    private static final Msisdn NUMBER = new Msisdn("+447700900123");
    private static final Person PHONE = new Person.Phone(NUMBER);
    private static final Person GUEST = new Person.Guest("k7qw3m9xpt4h");

    @Test
    void isReadBackFromWhatIsStored() {
        assertThat(PHONE.stored()).isEqualTo("+447700900123");
        assertThat(GUEST.stored()).isEqualTo("guest:k7qw3m9xpt4h");

        assertThat(Person.parse("+447700900123")).contains(PHONE);
        assertThat(Person.parse("guest:k7qw3m9xpt4h")).contains(GUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+44",
                "447700900123",
                "07700 900123",
                "guest:",
                "guest:k7qw3m9",
                "guest:K7QW3M9XPT4H",
                "guest:k7qw-3m9x-pt4h",
                "guest:k7qw3m9xpt4\u0665",
                " guest:k7qw3m9xpt4h",
                "guest:0123456789abcdef0123456789abcdef0",
                "k7qw3m9xpt4h",
                "guest:guest:k7qw3m9xpt4h"
            })
    void nothingElseIsAPerson(String text) {
        assertThat(Person.parse(text)).isEmpty();
    }

    @Test
    void guestsHaveIdsOfOneForm() {
        assertThat(new Person.Guest("0123abcd").id()).isEqualTo("0123abcd");
        assertThat(Person.parse("guest:0123456789abcdef0123456789abcdef")).isPresent();

        assertThatThrownBy(() -> new Person.Guest("Bob's phone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Bob");
    }

    @Test
    void theSameIdentityIsTheSamePerson() {
        assertThat(new Person.Phone(new Msisdn("+447700900123")))
                .isEqualTo(PHONE)
                .hasSameHashCodeAs(PHONE);
        assertThat(new Person.Guest("k7qw3m9xpt4h")).isEqualTo(GUEST).hasSameHashCodeAs(GUEST);
        assertThat(GUEST).isNotEqualTo(PHONE).isNotEqualTo(new Person.Guest("k7qw3m9xpt4g"));
    }

    @Test
    void aGuestHasNoNumber() {
        assertThat(PHONE.phone()).contains(NUMBER);
        assertThat(GUEST.phone()).isEmpty();
    }

    @Test
    void logsShowNobodyWhole() {
        assertThat(PHONE).hasToString("+44********23");
        assertThat(GUEST).hasToString("guest:k7qw********");
        assertThat(new Person.Guest("0123abcd").masked()).isEqualTo("guest:0123****");
    }
}
