package dev.stompbridge.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a section of the tree is about. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Section {
    /** One sentence. */
    String value();

    /** {@code key=value}: defaults of this use of the section's record, which take the place of those at its components. */
    String[] defaults() default {};
}
