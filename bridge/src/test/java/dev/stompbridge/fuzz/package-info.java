/** What fuzz targets share, and how they are run. The targets are the classes {@code …Fuzz} beside what they fuzz. */
@NullMarked
package dev.stompbridge.fuzz;

import org.jspecify.annotations.NullMarked;
