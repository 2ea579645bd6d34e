package dev.convoke.smpp;

import dev.convoke.paging.DeliveryReceipt;
import dev.convoke.paging.MoPart;
import dev.convoke.paging.MoSink;
import dev.convoke.paging.MobileOriginated;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A sink in memory that may be told to do something else than to store. */
public final class TestSink implements MoSink {

    public final List<MobileOriginated> texts = new CopyOnWriteArrayList<>();
    final List<MoPart> parts = new CopyOnWriteArrayList<>();
    final List<DeliveryReceipt> receipts = new CopyOnWriteArrayList<>();
    /** By which links answers may have been lost, as often as they may. */
    final List<String> lost = new CopyOnWriteArrayList<>();

    private volatile Function<MobileOriginated, CompletableFuture<Taken>> reaction = TestSink::stored;

    public static CompletableFuture<Taken> stored(MobileOriginated mo) {
        return CompletableFuture.completedFuture(Taken.STORED);
    }

    /** What to do from now on. */
    public void react(Function<MobileOriginated, CompletableFuture<Taken>> other) {
        reaction = other;
    }

    @Override
    public CompletableFuture<Taken> accept(MobileOriginated mo) {
        CompletableFuture<Taken> taken = reaction.apply(mo);
        texts.add(mo);
        return taken;
    }

    @Override
    public CompletableFuture<Taken> acceptPart(MoPart part) {
        parts.add(part);
        return CompletableFuture.completedFuture(Taken.STORED);
    }

    @Override
    public void onLost(String link) {
        lost.add(link);
    }

    CompletableFuture<Void> acceptReceipt(DeliveryReceipt receipt) {
        receipts.add(receipt);
        return CompletableFuture.completedFuture(null);
    }

    /** What the parts say, in the order in which they came. */
    public String partsText() {
        return parts.stream().map(part -> part.body().decode().orElse("")).collect(Collectors.joining());
    }

    public List<String> words() {
        return texts.stream().map(MobileOriginated::text).toList();
    }
}
