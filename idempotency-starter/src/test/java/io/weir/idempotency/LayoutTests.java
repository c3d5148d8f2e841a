// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Dependencies point one way: autoconfigure, servlet, the parts, the public API.
 */
class LayoutTests {

	private static final String ROOT = "io.weir.idempotency";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void publicApiKnowsNoPart() {
		noClasses().that()
			.resideInAPackage(ROOT)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT + ".*..")
			.check(CLASSES);
	}

	@Test
	void partsKnowNeitherFilterNorConfiguration() {
		noClasses().that()
			.resideInAnyPackage(ROOT + ".lock..", ROOT + ".memory..", ROOT + ".redis..", ROOT + ".jdbc..",
					ROOT + ".key..", ROOT + ".fingerprint..", ROOT + ".problem..", ROOT + ".metrics..",
					ROOT + ".actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".servlet..", ROOT + ".autoconfigure..")
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage(ROOT + ".servlet..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".autoconfigure..", ROOT + ".metrics..", ROOT + ".actuate..", ROOT + ".memory..",
					ROOT + ".redis..", ROOT + ".jdbc..")
			.check(CLASSES);
	}

	@Test
	void onlyTheFilterKnowsServlets() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".servlet..", ROOT + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("jakarta.servlet..")
			.check(CLASSES);
	}

	@Test
	void onlyConfigurationKnowsBootAndMeters() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".metrics..", ROOT + ".client..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer..")
			.check(CLASSES);
		// A client observes its attempts as Spring's own clients do; it counts nothing.
		noClasses().that()
			.resideInAPackage(ROOT + ".client..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer.core..", "jakarta..", ROOT + ".servlet..")
			.because("the caller's half works where there is no web application")
			.check(CLASSES);
	}

	@Test
	void namesSayWhatThingsAre() {
		noClasses().that()
			.doNotHaveSimpleName("IdempotencyContext")
			.and()
			.doNotHaveSimpleName("RecordedAsyncContext")
			.should()
			.haveNameMatching(".*(Manager|Helper|Util|Utils|Processor|Impl|Context)")
			.check(CLASSES);
	}

}
