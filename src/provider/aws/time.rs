//! Times that are not texts or numbers.

use crate::model::Time;

/// The object as which placebo records a time: `{"__class__": "datetime", "year": 2019, …}`. Its zone is UTC.
#[derive(serde::Deserialize)]
struct Recorded {
    #[serde(rename = "__class__")]
    class: String,
    year: i16,
    month: i8,
    day: i8,
    #[serde(default)]
    hour: i8,
    #[serde(default)]
    minute: i8,
    #[serde(default)]
    second: i8,
}

/// The moment in such an object.
pub(super) fn recorded(json: &str) -> Option<Time> {
    let at: Recorded = serde_json::from_str(json).ok()?;
    if at.class != "datetime" {
        return None;
    }
    let civil =
        jiff::civil::DateTime::new(at.year, at.month, at.day, at.hour, at.minute, at.second, 0)
            .ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Time(zoned.timestamp().as_second()))
}

/// The moment of an HTTP `Date` header.
pub(super) fn header(text: &str) -> Option<Time> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(Time(zoned.timestamp().as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_and_header_times() {
        let json = r#"{"__class__": "datetime", "year": 2019, "month": 1, "day": 16, "hour": 16, "minute": 10, "second": 52, "microsecond": 0}"#;
        // date -u -d 2019-01-16T16:10:52Z +%s
        assert_eq!(recorded(json), Some(Time(1_547_655_052)));
        assert_eq!(recorded(r#"{"__class__": "date"}"#), None);
        // date -u -d 2019-01-16T16:18:17Z +%s
        assert_eq!(
            header("Wed, 16 Jan 2019 16:18:17 GMT"),
            Some(Time(1_547_655_497))
        );
    }
}
