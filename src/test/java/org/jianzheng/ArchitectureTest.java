package org.jianzheng;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jianzheng.ModuleTable.Module;
import org.jianzheng.demo.StoresAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Package = module; the arrows and the purity of {@link ModuleTable} hold in the compiled code. */
class ArchitectureTest {
    private static final int SHARED_LIMIT = 15;
    private static final List<Class<? extends Annotation>> REST_VERBS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class, HEAD.class, OPTIONS.class);
    private static final JavaClasses CODE = read();

    // The libraries' own classes are not read: their names are enough, and reading them takes half a minute.
    private static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.jianzheng");
    }

    static Collection<Module> everyModule() {
        return ModuleTable.modules().values();
    }

    static List<Module> pureModules() {
        return everyModule().stream().filter(Module::pure).toList();
    }

    @Test
    void tableNamesOnlyItsOwnModulesAndHasNoCircle() {
        var table = ModuleTable.modules();
        everyModule()
                .forEach(module -> assertTrue(
                        table.keySet().containsAll(module.mayUse()), module + " points at a module without a row"));
        assertEquals(Set.of(), ModuleTable.circles(table));
        assertEquals(Set.of("a", "b"), ModuleTable.circles(ModuleTable.parse("a | b\nb | a\nc | a\n")));
    }

    @Test
    void packageIsModuleOneLevelDeep() {
        var known = everyModule().stream().map(Module::packageName).collect(Collectors.toSet());
        var stray = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !known.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(),
                stray,
                "These packages have no row in ModuleTable. Modules lie one level below org.jianzheng: move the classes"
                        + " into one, or take a decision record and add a row.");
    }

    @ParameterizedTest
    @MethodSource("everyModule")
    void moduleUsesOnlyWhatItsRowAllows(Module module) {
        arrows(module.packageName(), module.mayUse()).check(CODE);
    }

    @ParameterizedTest
    @MethodSource("pureModules")
    void pureModuleStaysReadableAlone(Module module) {
        purity(module.packageName(), module.outside()).check(CODE);
    }

    @Test
    void pureModulesUseOnlyPureModules() {
        var table = ModuleTable.modules();
        for (var module : pureModules()) {
            module.mayUse().forEach(used -> assertTrue(table.get(used).pure(), module + " is pure, " + used + " not"));
        }
    }

    @Test
    void sharedStaysSmall() {
        var types = CODE.stream()
                .filter(type -> type.getPackageName().equals("org.jianzheng.shared") && type.isTopLevelClass())
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                types.size() <= SHARED_LIMIT,
                () -> "shared has " + types.size() + " types, at most " + SHARED_LIMIT + ": " + types
                        + ". Give one to the module whose word it is.");
    }

    @Test
    void everyRestMethodIsPublic() {
        publicRestMethods().check(CODE);
    }

    @Test
    void noEntityLeavesItsModule() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .because("an entity never crosses a door: hand out a record instead")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void rulesBiteOnASample() {
        var sample = new ClassFileImporter().importClasses(Sample.class, SampleResource.class);
        assertThrows(AssertionError.class, () -> arrows("org.jianzheng", Set.of("shared"))
                .check(sample));
        arrows("org.jianzheng", Set.of("demo")).check(sample);
        assertThrows(AssertionError.class, () -> purity("org.jianzheng", List.of("", "java.."))
                .check(sample));
        assertThrows(AssertionError.class, () -> publicRestMethods().check(sample));
    }

    private static ArchRule arrows(String packageName, Set<String> mayUse) {
        var forbidden = everyModule().stream()
                .filter(other -> !other.name().equals("shared"))
                .filter(other -> !other.packageName().equals(packageName) && !mayUse.contains(other.name()))
                .map(Module::packageName)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packageName)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because("ModuleTable has no such arrow; ask the other module's door from a module that may, or move"
                        + " the arrow with a decision record")
                .allowEmptyShould(true);
    }

    private static ArchRule purity(String packageName, List<String> outside) {
        var allowed = resideInAnyPackage(outside.toArray(String[]::new)).or(resideInAnyPackage("org.jianzheng.."));
        return noClasses()
                .that()
                .resideInAPackage(packageName)
                .should()
                .dependOnClassesThat(not(allowed))
                .because(
                        "the module is pure: it goes into the tool jar and an auditor reads it alone; keep the framework"
                                + " in a module that is not")
                .allowEmptyShould(true);
    }

    private static ArchRule publicRestMethods() {
        return methods()
                .that()
                .areAnnotatedWith(restVerb())
                .should(bePublic())
                .because("Quarkus drops a REST method that is not public with a mere warning: make it public")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAnnotation<?>> restVerb() {
        var names = REST_VERBS.stream().map(Class::getName).toList();
        return describe(
                "a REST verb",
                annotation -> names.contains(annotation.getRawType().getName()));
    }

    private static final class Sample {
        StoresAddress otherModule;

        @Transactional
        void framework() {}
    }

    private static final class SampleResource {
        @GET
        void hidden() {}
    }
}
