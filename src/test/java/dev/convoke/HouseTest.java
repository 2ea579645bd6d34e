package dev.convoke;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.convoke.concurrent.ThreadMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The house plan as rules: who may know whom, and where each foreign library ends. */
@AnalyzeClasses(packages = "dev.convoke", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final String BASE = "dev.convoke.";

    /**
     * Package → what it may know of ours, with what lies in packages below those. Everything may know itself and {@code terms};
     * what lies below itself is named like the rest. The dialect of the store is kept from them by a rule of its own.
     */
    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            Map.entry("terms", List.of()),
            Map.entry("store", List.of()),
            Map.entry("store.sqlite", List.of("store")),
            Map.entry("sms", List.of("store")),
            Map.entry("smpp", List.of("sms")),
            Map.entry("smsc", List.of("smpp", "sms")),
            Map.entry("dialin", List.of("sms")),
            Map.entry("room.policy", List.of()),
            Map.entry("room.event", List.of("room.policy")),
            Map.entry("room.port", List.of("room.event", "room.policy")),
            Map.entry("room.command", List.of("room.event", "room.policy")),
            Map.entry("room", List.of("room.port", "room.command", "room.event", "room.policy")),
            Map.entry("session", List.of("room")),
            Map.entry("dialout", List.of("session", "room")),
            // Of sms the values only: the text that comes in, and the answer that goes out.
            Map.entry("admission", List.of("dialin", "sms", "room", "store")),
            Map.entry("schedule", List.of("store", "room")),
            Map.entry("device", List.of()));

    /** Library → the only packages that may touch it; the composition root may touch the settings library alone. */
    private static final Map<String, List<String>> ONLY_IN = Map.ofEntries(
            Map.entry("com.google.i18n.phonenumbers..", List.of("terms")),
            Map.entry("java.sql..", List.of("store.sqlite")),
            Map.entry("javax.sql..", List.of("store.sqlite")),
            Map.entry("com.zaxxer.hikari..", List.of("store.sqlite")),
            Map.entry("org.flywaydb..", List.of("store.sqlite")),
            Map.entry("org.sqlite..", List.of("store.sqlite")),
            Map.entry("org.jsmpp..", List.of("smpp", "smsc")),
            Map.entry("org.quartz..", List.of("schedule")),
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
            .that(resideOutsideOfPackages("dev.convoke", BASE + "cli..", BASE + "store.sqlite"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + "store.sqlite..");

    @ArchTest
    static final ArchRule NOBODY_TRUSTS_ANY_CERTIFICATE =
            noClasses().should().dependOnClassesThat().haveSimpleName("NoTrustSSLSocketConnectionFactory");

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
        List<String> places =
                new ArrayList<>(List.of("dev.convoke", BASE + "cli", BASE + "cli.bench", BASE + "cli.base"));
        KNOWS.keySet().forEach(name -> places.add(BASE + name));
        return places.toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> ofOursExcept(String self, List<String> known) {
        List<String> allowed = new ArrayList<>(List.of(BASE + self, BASE + "terms"));
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
