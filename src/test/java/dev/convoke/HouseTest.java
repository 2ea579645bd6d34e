package dev.convoke;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.dialin.DialIn;
import dev.convoke.invitation.Deliveries;
import dev.convoke.invitation.Invitations;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.Outbox;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.smpp.Links;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.terms.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The house plan as rules: who may know whom, and where each foreign library ends. */
@AnalyzeClasses(packages = "dev.convoke", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String BASE = "dev.convoke.";

    /**
     * Package → what it may know of ours, with what lies in packages below those. Everything may know itself, {@link #GROUND};
     * what lies below itself is named like the rest. The dialect of the store is kept from them by a rule of its own.
     */
    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            Map.entry("terms", List.of()),
            Map.entry("concurrent", List.of()),
            Map.entry("config", List.of()),
            Map.entry("store", List.of()),
            Map.entry("store.jdbc", List.of("store")),
            Map.entry("store.sqlite", List.of("store", "store.jdbc")),
            Map.entry("sms", List.of()),
            Map.entry("paging", List.of("sms", "store")),
            Map.entry("smpp.pdu", List.of("paging", "sms")),
            Map.entry("smpp", List.of("smpp.pdu", "paging", "sms")),
            Map.entry("dialin", List.of()),
            Map.entry("room.policy", List.of()),
            Map.entry("room.event", List.of("room.policy")),
            Map.entry("room.port", List.of("room.event", "room.policy")),
            Map.entry("room.command", List.of("room.event", "room.policy")),
            Map.entry("room.roster", List.of("room.event", "room.policy")),
            Map.entry("room", List.of("room.roster", "room.port", "room.command", "room.event", "room.policy")),
            Map.entry("wire", List.of("room")),
            Map.entry("command", List.of("room")),
            Map.entry("session", List.of("wire", "command", "room")),
            Map.entry("net", List.of()),
            Map.entry("leg", List.of("session", "room")),
            Map.entry("dialout", List.of("leg", "net")),
            // Of the room what it hands to who decides: the right to enter, and what there is to see.
            Map.entry("callin", List.of("leg", "net", "session", "room")),
            Map.entry("web", List.of("callin", "leg", "net", "session", "room.event")),
            Map.entry("admission", List.of("dialin", "room", "store")),
            Map.entry("invitation", List.of("admission", "paging", "room.command", "room.port", "sms", "store")),
            Map.entry("inbound", List.of("admission", "dialin", "invitation", "paging", "room", "sms", "store")),
            Map.entry("schedule", List.of("store", "room")),
            Map.entry("persistence", List.of("room", "store")),
            // Of admission how PINs are kept and what holds for a room, of room the policy, of smpp the states of a
            // link.
            Map.entry("operator", List.of("admission", "store", "room.policy", "smpp")),
            Map.entry("peer.smsc", List.of("smpp", "paging", "sms")),
            Map.entry("peer.device", List.of()),
            Map.entry("peer.turn", List.of()),
            Map.entry("peer.phone", List.of("peer.turn")));

    /** What everything stands on. */
    private static final List<String> GROUND = List.of("terms", "concurrent", "config");

    /** Library → the only packages that may touch it. */
    private static final Map<String, List<String>> ONLY_IN = Map.ofEntries(
            Map.entry("com.google.i18n.phonenumbers..", List.of("terms")),
            Map.entry("java.sql..", List.of("store.jdbc", "store.sqlite")),
            Map.entry("javax.sql..", List.of("store.jdbc", "store.sqlite")),
            Map.entry("com.zaxxer.hikari..", List.of("store.jdbc", "store.sqlite")),
            Map.entry("org.flywaydb..", List.of("store.sqlite")),
            Map.entry("org.sqlite..", List.of("store.sqlite")),
            Map.entry("org.jsmpp..", List.of("smpp", "smpp.pdu", "peer.smsc")),
            Map.entry("io.netty.handler.codec.http..", List.of("web")),
            Map.entry("org.quartz..", List.of("schedule")),
            Map.entry("com.typesafe.config..", List.of("config", "server", "cli")),
            Map.entry("org.jline..", List.of("peer.phone")),
            Map.entry("io.nayuki.qrcodegen..", List.of("cli.base")),
            Map.entry("picocli..", List.of("cli..")));

    @ArchTest
    static final ArchRule EACH_PACKAGE_KNOWS_ONLY_WHAT_LIES_BELOW_IT = all(KNOWS.entrySet().stream()
            .map(entry -> noClasses()
                    .that(resideInAPackage(BASE + entry.getKey()))
                    .should()
                    .dependOnClassesThat(ofOursExcept(entry.getKey(), entry.getValue())))
            .toList());

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_ITS_PLACE_IN_THE_TABLE =
            classes().should().resideInAnyPackage(places());

    @ArchTest
    static final ArchRule NO_PACKAGES_FORM_A_CYCLE =
            slices().matching("dev.convoke.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PACKAGES_WITHIN_ONE_FORM_A_CYCLE =
            slices().matching("dev.convoke.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EACH_LIBRARY_ENDS_IN_ITS_PACKAGE = all(ONLY_IN.entrySet().stream()
            .map(entry -> noClasses()
                    .that(resideOutsideOfPackages(
                            entry.getValue().stream().map(BASE::concat).toArray(String[]::new)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(entry.getKey()))
            .toList());

    /** The rest of the house knows the tables, not the dialect: it may be another one. */
    @ArchTest
    static final ArchRule WHO_STARTS_A_PROCESS_CHOOSES_THE_DIALECT = noClasses()
            .that(resideOutsideOfPackages(BASE + "server", BASE + "cli..", BASE + "store.sqlite"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "store.sqlite..");

    /** What an operator may do is decided once, in {@code operator}: a command reads words into actions and results into words. */
    @ArchTest
    static final ArchRule COMMANDS_HOLD_NO_TABLES = noClasses()
            .that()
            .resideInAPackage(BASE + "cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "store..", BASE + "admission..");

    @ArchTest
    static final ArchRule NOBODY_TRUSTS_ANY_CERTIFICATE =
            noClasses().should().dependOnClassesThat().haveSimpleName("NoTrustSSLSocketConnectionFactory");

    /**
     * A guest has no number: what makes, keeps or carries texts to people knows them by their numbers alone. An invitation also
     * says who invites, who may be a guest and is told in the room what became of it.
     */
    @ArchTest
    static final ArchRule NO_GUEST_REACHES_WHAT_TEXTS_PEOPLE = noClasses()
            .that(textPeople())
            .and()
            .doNotBelongToAnyOf(Invitations.class, Deliveries.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Person.class);

    @ArchTest
    static final ArchRule NO_STATE_IS_STATIC =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule THREADS_COME_FROM_ONE_MAKER = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ThreadMaker.class.getName())
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    private static String[] places() {
        List<String> places = new ArrayList<>(List.of(
                "dev.convoke",
                BASE + "server",
                BASE + "cli",
                BASE + "cli.bench",
                BASE + "cli.base",
                BASE + "cli.phone"));
        KNOWS.keySet().forEach(name -> places.add(BASE + name));
        return places.toArray(String[]::new);
    }

    /** Those of the packages that handle texts, and whoever else knows a text to a person or its row. */
    private static DescribedPredicate<JavaClass> textPeople() {
        DescribedPredicate<JavaClass> handOneOn = describe(
                "hand texts to people on",
                known -> known.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .anyMatch(belongToAnyOf(MobileTerminated.class, OutboxRow.class, OutboxTable.class)));
        return resideInAnyPackage(
                        packageOf(Outbox.class),
                        packageOf(Links.class),
                        packageOf(EmbeddedSmsc.class),
                        packageOf(DialIn.class))
                .or(handOneOn);
    }

    private static String packageOf(Class<?> one) {
        return one.getPackageName() + "..";
    }

    private static DescribedPredicate<JavaClass> ofOursExcept(String self, List<String> known) {
        List<String> allowed = new ArrayList<>(List.of(BASE + self));
        GROUND.forEach(name -> allowed.add(BASE + name));
        known.forEach(name -> allowed.add(BASE + name + ".."));
        return resideInAPackage("dev.convoke..").and(resideOutsideOfPackages(allowed.toArray(String[]::new)));
    }

    private static ArchRule all(List<? extends ArchRule> rules) {
        ArchRule first = rules.get(0);
        return rules.stream()
                .skip(1)
                .reduce(first, (a, b) -> CompositeArchRule.of(a).and(b), (a, b) -> a);
    }
}
