package dev.stompbridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.io.ObjectInputStream;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.mina.core.buffer.IoBuffer;

/** The walls of the house: who may use whom. */
@AnalyzeClasses(packages = "dev.stompbridge", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.stompbridge";

    @ArchTest
    static final ArchRule packagesFormOneLineThereAndOneBack = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy(ROOT)
            .layer("cli")
            .definedBy(ROOT + ".cli")
            .layer("config")
            .definedBy(ROOT + ".config")
            .layer("http")
            .definedBy(ROOT + ".http")
            .layer("websocket")
            .definedBy(ROOT + ".websocket")
            .layer("stomp")
            .definedBy(ROOT + ".stomp")
            .layer("session")
            .definedBy(ROOT + ".session")
            .layer("broker")
            .definedBy(ROOT + ".broker")
            .layer("fanout")
            .definedBy(ROOT + ".fanout")
            .layer("route")
            .definedBy(ROOT + ".route")
            .layer("security")
            .definedBy(ROOT + ".security")
            .layer("ops")
            .definedBy(ROOT + ".ops")
            .layer("net")
            .definedBy(ROOT + ".net")
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("root", "cli")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("websocket", "security", "ops", "net", "root")
            .whereLayer("websocket")
            .mayOnlyBeAccessedByLayers("fanout", "net", "root")
            .whereLayer("stomp")
            .mayOnlyBeAccessedByLayers("session", "broker", "fanout", "net", "root")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("net", "root")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("session", "fanout", "root")
            .whereLayer("fanout")
            .mayOnlyBeAccessedByLayers("session", "net", "root")
            .whereLayer("route")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers("session", "net", "root")
            .whereLayer("ops")
            .mayOnlyBeAccessedByLayers("session", "broker", "fanout", "net", "root")
            .whereLayer("net")
            .mayOnlyBeAccessedByLayers("root");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule pureCodecsUseTheJdkAlone = classes()
            .that()
            .resideInAnyPackage(ROOT + ".http", ROOT + ".stomp", ROOT + ".websocket")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".http", ROOT + ".stomp", ROOT + ".websocket");

    @ArchTest
    static final ArchRule securityUsesTheJdkAndWhatBoundsItsMemory = classes()
            .that()
            .resideInAPackage(ROOT + ".security")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.github.benmanes.caffeine..",
                    "io.github.bucket4j..",
                    ROOT + ".http",
                    ROOT + ".security");

    @ArchTest
    static final ArchRule minaStaysInNet = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".net")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule activeMqStaysInBrokerAndRoute = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".broker", ROOT + ".route", ROOT + ".brokerconfig")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.activemq..", "jakarta.jms..");

    @ArchTest
    static final ArchRule objectsAreNeverDeserialised = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.mina.filter.codec.serialization..")
                    .or(equivalentTo(ObjectInputStream.class)))
            .orShould()
            .callMethod(IoBuffer.class, "getObject")
            .orShould()
            .callMethod(ActiveMQObjectMessage.class, "getObject");
}
