// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/**
 * Looks into the sample's virtual machine from outside, without a request to it.
 */
final class JvmProbe implements AutoCloseable {

	private final JMXConnector connector;

	private final MemoryMXBean memory;

	private final List<GarbageCollectorMXBean> collectors;

	private final List<String> heapPools;

	private final ThreadMXBean threads;

	private final UnixOperatingSystemMXBean system;

	private JvmProbe(JMXConnector connector) throws IOException {
		this.connector = connector;
		MBeanServerConnection server = connector.getMBeanServerConnection();
		this.memory = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.MEMORY_MXBEAN_NAME,
				MemoryMXBean.class);
		this.collectors = ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class);
		this.heapPools = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getName)
			.toList();
		this.threads = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.THREAD_MXBEAN_NAME,
				ThreadMXBean.class);
		this.system = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME,
				UnixOperatingSystemMXBean.class);
	}

	static JvmProbe attach(long pid) throws IOException {
		try {
			VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
			try {
				return new JvmProbe(
						JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
			}
			finally {
				machine.detach();
			}
		}
		catch (AttachNotSupportedException ex) {
			throw new IOException("Process " + pid + " cannot be looked into", ex);
		}
	}

	long heapBytes() {
		return this.memory.getHeapMemoryUsage().getUsed();
	}

	/**
	 * The heap in use after full collections have found all that is garbage.
	 */
	long heapBytesAfterGc() {
		this.memory.gc();
		this.memory.gc();
		return heapBytes();
	}

	/**
	 * The heap in use when the last collection, of whatever kind, was over.
	 */
	long heapBytesAfterLastGc() {
		return this.collectors.stream()
			.map(GarbageCollectorMXBean::getLastGcInfo)
			.filter(Objects::nonNull)
			.max(Comparator.comparingLong(GcInfo::getEndTime))
			.map((info) -> heapBytes(info.getMemoryUsageAfterGc()))
			.orElse(0L);
	}

	private long heapBytes(Map<String, MemoryUsage> usage) {
		return this.heapPools.stream().mapToLong((pool) -> usage.get(pool).getUsed()).sum();
	}

	int threads() {
		return this.threads.getThreadCount();
	}

	long openFiles() {
		return this.system.getOpenFileDescriptorCount();
	}

	@Override
	public void close() {
		try {
			this.connector.close();
		}
		catch (IOException ex) {
			// The process is gone, and the connection with it.
		}
	}

}
