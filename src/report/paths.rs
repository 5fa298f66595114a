//! Paths as other programs want them: relative to where the program ran, with slashes.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Report;

/// What stands in a URI's path as it is. A colon does not: before the first slash it would end a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where a file is, as a URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Uri {
    /// Percent-encoded.
    pub(super) text: String,
    /// Whether it is relative to where the program ran.
    pub(super) is_relative: bool,
}

fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes();
    path.starts_with('/')
        || (drive.len() > 2
            && drive[0].is_ascii_alphabetic()
            && drive[1] == b':'
            && drive[2] == b'/')
}

fn slashes(path: &str) -> Cow<'_, str> {
    if cfg!(windows) && path.contains('\\') {
        Cow::Owned(path.replace('\\', "/"))
    } else {
        Cow::Borrowed(path)
    }
}

/// A path below the directory in which the program ran, without `./` in front; one that lies elsewhere stays as it is.
pub(super) fn relative<'a>(report: &Report, path: &'a str) -> Cow<'a, str> {
    let mut path = slashes(path);
    if let Some(base) = report.base.as_deref().map(slashes) {
        let inside = path
            .strip_prefix(base.trim_end_matches('/'))
            .and_then(|rest| rest.strip_prefix('/'));
        if let Some(inside) = inside {
            path = Cow::Owned(inside.to_owned());
        }
    }
    while let Some(rest) = path.strip_prefix("./") {
        path = Cow::Owned(rest.trim_start_matches('/').to_owned());
    }
    path
}

/// A path as a URI.
pub(super) fn uri(report: &Report, path: &str) -> Uri {
    let path = relative(report, path);
    let text = utf8_percent_encode(&path, PATH).to_string();
    if is_absolute(&path) {
        let root = if path.starts_with('/') { "" } else { "/" };
        return Uri {
            text: format!("file://{root}{text}"),
            is_relative: false,
        };
    }
    Uri {
        text,
        is_relative: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_below_the_base_are_relative_and_encoded() {
        let report = Report {
            base: Some("/home/me/net".to_owned()),
            ..Report::default()
        };
        let of = |path: &str| uri(&report, path).text;
        assert_eq!(of("./a b/ä#1.json"), "a%20b/%C3%A4%231.json");
        assert_eq!(of("/home/me/net/x/50%?.json"), "x/50%25%3F.json");
        assert_eq!(of("c:d.json"), "c%3Ad.json");
        assert_eq!(of("../up.json"), "../up.json");
        assert_eq!(
            of("/home/me/network/x.json"),
            "file:///home/me/network/x.json"
        );
        assert!(!uri(&report, "/etc/x").is_relative);
        assert_eq!(uri(&report, "C:/x y.json").text, "file:///C%3A/x%20y.json");
        assert_eq!(relative(&report, ".//./a.json"), "a.json");
    }
}
