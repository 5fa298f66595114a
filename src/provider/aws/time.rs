//! Times beside the answer.

use crate::model::Time;

/// The moment of an HTTP `Date` header.
pub(super) fn header(text: &str) -> Option<Time> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Time(zoned.timestamp().as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_times() {
        // date -u -d 2019-01-16T16:18:17Z +%s
        assert_eq!(
            header("Wed, 16 Jan 2019 16:18:17 GMT"),
            Some(Time(1_547_655_497))
        );
    }
}
