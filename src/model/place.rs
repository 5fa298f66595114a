//! Providers and times.

use std::fmt;

use crate::source::Scalar;

/// A provider, by its word in options and designs. What is special to it lies in its profile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProviderId(pub &'static str);

impl Default for ProviderId {
    fn default() -> Self {
        Self::GENERIC
    }
}

impl ProviderId {
    /// A design that names no provider, and the customer's own side.
    pub const GENERIC: ProviderId = ProviderId("generic");
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Time(pub i64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{}s", self.0),
        }
    }
}

impl Scalar for Time {
    const EXPECTED: &'static str = "a time such as 2026-01-31T12:00:00Z";

    /// RFC 3339, the same with a blank, without a zone (taken as UTC), with fractions, or seconds since 1970.
    fn parse(text: &str) -> Option<Self> {
        if let Ok(seconds) = text.parse::<f64>() {
            // Beyond this a timestamp leaves the calendar; the cast is exact below.
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounded by the test before"
            )]
            return (seconds.abs() < 1.0e11).then_some(Time(seconds as i64));
        }
        if let Ok(time) = text.parse::<jiff::Timestamp>() {
            return Some(Time(time.as_second()));
        }
        let civil = text.parse::<jiff::civil::DateTime>().ok()?;
        civil
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()
            .map(|zoned| Time(zoned.timestamp().as_second()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_forms_of_one_moment() {
        for text in [
            "2014-04-03T09:12:43.000Z",
            "2014-04-03T09:12:43+00:00",
            "2014-04-03T09:12:43.123456+00:00",
            "2014-04-03 09:12:43+00:00",
            "2014-04-03T09:12:43",
            "2014-04-03 09:12:43",
            "1396516363.0",
        ] {
            assert_eq!(Time::parse(text), Some(Time(1_396_516_363)), "{text}");
        }
        assert_eq!(Time::parse("soon"), None);
        assert_eq!(Time(0).to_string(), "1970-01-01T00:00:00Z");
    }
}
