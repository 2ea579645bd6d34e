package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.FieldError;
import dev.convoke.operator.Result;
import dev.convoke.operator.Result.Conflict;
import dev.convoke.operator.Result.NotFound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What came of an action, as its value or as a complaint in the words of whoever typed it. */
final class Outcomes {

    /** How one command words what is wrong with a field. */
    private final Map<String, Function<FieldError, Complaint>> words = new HashMap<>();

    private Outcomes() {}

    /** A field that nothing else is said of is the option of the same name. */
    static Outcomes byOption() {
        return new Outcomes();
    }

    /** Of a ban or a block that is to last so long. */
    static Outcomes ofSanction(Optional<String> span) {
        return byOption().typed("span", "--for", "\"" + span.orElse("") + "\"");
    }

    /** The field is told as it was typed, and wrong typing is what it is. */
    Outcomes typed(String field, String what, String typed) {
        return worded(
                field, error -> Complaint.aboutTyping(what + ": " + typed + " (expected: " + error.expected() + ")"));
    }

    /** The command has a sentence of its own for what is wrong with the field. */
    Outcomes worded(String field, Function<FieldError, Complaint> wording) {
        words.put(field, wording);
        return this;
    }

    /** Waits until the action is done, as {@link StoreAccess#await} does. */
    <T> T value(CompletableFuture<Result<T>> action) {
        return value(StoreAccess.await(action));
    }

    /** @throws Complaint if it was not done */
    <T> T value(Result<T> result) {
        return result.fold(
                done -> done,
                errors -> {
                    throw complaint(errors);
                },
                missing -> {
                    throw new Complaint(missing.sentence() + remedy(missing));
                },
                conflict -> {
                    throw new Complaint(conflict.sentence() + remedy(conflict));
                });
    }

    /** All of them at once, a line each. */
    private Complaint complaint(List<FieldError> errors) {
        List<Complaint> all = errors.stream()
                .map(error ->
                        words.getOrDefault(error.field(), Outcomes::byOption).apply(error))
                .toList();
        return all.size() == 1 ? all.get(0) : Complaint.of(all);
    }

    private static Complaint byOption(FieldError error) {
        return Complaint.aboutTyping("--" + error.sentence());
    }

    private static String remedy(NotFound<?> missing) {
        String room = missing.room().map(Object::toString).orElse("");
        return switch (missing.subject()) {
            case ROOM -> "; convoke room list shows all";
            case BOOKING -> "; convoke booking list NUMBER shows a room's";
            case BLOCK -> "; convoke block list shows what is";
            case MEETING -> "; convoke transcript " + room + " --list shows all";
            case BAN, ANY_MEETING -> "";
        };
    }

    private static String remedy(Conflict<?> conflict) {
        String room = conflict.room().map(Object::toString).orElse("");
        return switch (conflict.obstacle()) {
            case NUMBER_TAKEN -> "; convoke room list shows by whom";
            case TIME_TAKEN -> "; convoke booking list " + room + " shows when";
            case SERVICE_NUMBER_TAKEN, NO_FREE_NUMBER -> "";
        };
    }
}
