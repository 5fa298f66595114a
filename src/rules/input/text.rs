//! What a sanitiser leaves behind.

/// Whether a text was put in place of another one: stars, brackets, number signs, a word such as `EXAMPLE`, or no digit at all.
pub(super) fn is_masked(text: &str) -> bool {
    let marks = ['*', '#', '<', '>', '{', '}', '$', '[', ']', '?'];
    let lower = text.to_ascii_lowercase();
    text.contains(marks)
        || lower.contains("example")
        || lower.contains("redacted")
        || lower.contains("xxx")
        || !text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_masked;

    #[test]
    fn masked_and_mistyped() {
        for masked in [
            "##id-3##",
            "<account>",
            "vpc-EXAMPLE1",
            "xxxxxxxxxxxx",
            "ACCOUNT",
        ] {
            assert!(is_masked(masked), "{masked}");
        }
        for mistyped in ["12345678901", "vcp-0a1b2c"] {
            assert!(!is_masked(mistyped), "{mistyped}");
        }
    }
}
