package dev.stompbridge.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one description of a key. Default and bounds are written as a user would write the value. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
    /** No default: the key must be there. Only for texts inside a list of sections. */
    String REQUIRED = "\0";

    /** The default; for a list its items, separated by commas. */
    String value() default "";

    /** Smallest number, duration or size; empty for other types. */
    String min() default "";

    /** Largest number, duration or size, most items of a list, most characters of a text (empty: 255). */
    String max() default "";

    /** The only texts allowed; empty: any that {@link #form} allows. */
    String[] oneOf() default {};

    /** What a text, or each text of a list, must look like. */
    Form form() default Form.TEXT;

    /** The value is printed nowhere. */
    boolean secret() default false;

    /** What the key does and why it has this default and these bounds, in one or two sentences. */
    String why();
}
