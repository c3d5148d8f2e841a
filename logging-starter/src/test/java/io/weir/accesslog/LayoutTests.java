// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The layout: autoconfigure and actuate know servlet, servlet knows the rest, the rest
 * knows the public API, which knows nobody.
 */
class LayoutTests {

	private static final String ROOT = "io.weir.accesslog";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void publicApiKnowsNobody() {
		noClasses().that()
			.resideInAPackage(ROOT)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".*..")
			.check(this.classes);
	}

	@Test
	void servletIsKnownByAutoconfigureAlone() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".autoconfigure", ROOT + ".servlet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".servlet")
			.check(this.classes);
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".autoconfigure", ROOT + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".autoconfigure", ROOT + ".actuate")
			.check(this.classes);
	}

	@Test
	void frameworksAreKnownWhereTheyBelong() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".servlet", ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("jakarta.servlet..")
			.check(this.classes);
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".actuate", ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(this.classes);
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".metrics", ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer..")
			.check(this.classes);
	}

	@Test
	void packagesFormNoCycles() {
		slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void namesSayWhatThingsAre() {
		noClasses().should()
			.haveSimpleNameEndingWith("Manager")
			.orShould()
			.haveSimpleNameEndingWith("Helper")
			.orShould()
			.haveSimpleNameEndingWith("Util")
			.orShould()
			.haveSimpleNameEndingWith("Utils")
			.orShould()
			.haveSimpleNameEndingWith("Processor")
			.orShould()
			.haveSimpleNameEndingWith("Impl")
			.check(this.classes);
	}

}
