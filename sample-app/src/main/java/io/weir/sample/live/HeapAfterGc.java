// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.live;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * The gauge {@code sample.heap.after.gc}: heap in use when the last collection, of
 * whatever kind, was over. The lower edge of the saw teeth, which shows growth where heap
 * in use shows only teeth.
 */
@Component
class HeapAfterGc implements MeterBinder {

	private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans()
		.stream()
		.filter((pool) -> pool.getType() == MemoryType.HEAP)
		.map(MemoryPoolMXBean::getName)
		.collect(Collectors.toSet());

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("sample.heap.after.gc", this, HeapAfterGc::bytes)
			.baseUnit(BaseUnits.BYTES)
			.description("Heap in use after the last collection")
			.register(registry);
	}

	private double bytes() {
		return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)
			.stream()
			.map(GarbageCollectorMXBean::getLastGcInfo)
			.filter(Objects::nonNull)
			.max(Comparator.comparingLong(GcInfo::getEndTime))
			.map(this::heapBytes)
			.orElse(0L);
	}

	private long heapBytes(GcInfo info) {
		return info.getMemoryUsageAfterGc()
			.entrySet()
			.stream()
			.filter((pool) -> this.heapPools.contains(pool.getKey()))
			.map(Map.Entry::getValue)
			.mapToLong((usage) -> usage.getUsed())
			.sum();
	}

}
