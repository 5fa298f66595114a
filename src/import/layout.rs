//! Account, region and ids from folders and file names.

use crate::source::Text;

/// What the folders of a path say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// The exporting account.
    pub account: Option<Text>,
    /// The region.
    pub region: Option<Text>,
    /// The provider's word, where a folder is named so.
    pub provider: Option<&'static str>,
}

/// Reads the folders of a path, the nearest first: an account is a folder of twelve digits (or of digits below `accounts`), a
/// region one that looks so or that is in `regions`, a provider one of `providers`. The last component is the file.
#[must_use]
pub fn place(path: &str, regions: &[&str], providers: &[&'static str]) -> Place {
    let folders: Vec<&str> = path.split(['/', '\\']).collect();
    let folders = folders.split_last().map_or(&[][..], |(_, folders)| folders);
    let mut place = Place::default();
    for (at, folder) in folders.iter().enumerate().rev() {
        let below = at
            .checked_sub(1)
            .and_then(|above| folders.get(above))
            .copied();
        if place.account.is_none() && is_account(folder, below) {
            place.account = Some(Text::new(folder));
        } else if place.region.is_none() && (is_region(folder) || regions.contains(folder)) {
            place.region = Some(Text::new(folder));
        } else if place.provider.is_none() {
            place.provider = providers
                .iter()
                .copied()
                .find(|word| folder.eq_ignore_ascii_case(word));
        }
    }
    place
}

fn is_account(folder: &str, below: Option<&str>) -> bool {
    let digits = !folder.is_empty() && folder.bytes().all(|b| b.is_ascii_digit());
    digits && (folder.len() == 12 || below == Some("accounts"))
}

/// Whether a word looks like a region: a country or area, a direction, a number, as in `eu-west-1` or `us-gov-east-1`.
#[must_use]
pub fn is_region(word: &str) -> bool {
    const DIRECTIONS: [&str; 9] = [
        "north",
        "south",
        "east",
        "west",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    ];
    const PARTITIONS: [&str; 6] = ["gov", "iso", "isob", "isoe", "isof", "cloudgouv"];
    let parts: Vec<&str> = word
        .split('-')
        .filter(|part| !PARTITIONS.contains(part))
        .collect();
    let [area, direction, number] = parts.as_slice() else {
        return false;
    };
    area.len() == 2
        && area.bytes().all(|b| b.is_ascii_lowercase())
        && DIRECTIONS.contains(direction)
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// The id with this prefix in the name of a file, the last one where there are several: `tgw-rtb-0a1` of
/// `routes-tgw-rtb-0a1.json`. An id has a digit somewhere, so that words do not pass for one.
#[must_use]
pub fn id_in_name(path: &str, prefix: &str) -> Option<Text> {
    let name = file_name(path);
    let found = name.match_indices(prefix).filter_map(|(at, _)| {
        let before = name.get(..at)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = name.get(at + prefix.len()..)?;
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let id = rest.get(..end)?;
        id.bytes()
            .any(|b| b.is_ascii_digit())
            .then(|| Text::new(&format!("{prefix}{id}")))
    });
    found.last()
}

/// The last UUID in the name of a file.
#[must_use]
pub fn uuid_in_name(path: &str) -> Option<Text> {
    let name = file_name(path);
    let is_uuid = |text: &str| {
        text.bytes().enumerate().all(|(at, b)| {
            if [8, 13, 18, 23].contains(&at) {
                b == b'-'
            } else {
                b.is_ascii_hexdigit()
            }
        })
    };
    (0..name.len())
        .rev()
        .filter_map(|at| name.get(at..at + 36))
        .find(|text| is_uuid(text))
        .map(Text::new)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folders_name_account_and_region() {
        let read = |path| {
            let place = place(path, &["eu-de"], &["aws", "otc"]);
            (
                place.account.map(Text::as_str),
                place.region.map(Text::as_str),
                place.provider,
            )
        };
        assert_eq!(
            read("x/111122223333/us-east-1/vpcs.json"),
            (Some("111122223333"), Some("us-east-1"), None)
        );
        assert_eq!(
            read("aws_configs/accounts/111/us-west-1/Vpcs.json"),
            (Some("111"), Some("us-west-1"), None)
        );
        assert_eq!(
            read("OTC/eu-de/peerings.json"),
            (None, Some("eu-de"), Some("otc"))
        );
        assert_eq!(
            read("111122223333/444455556666/a.json"),
            (Some("444455556666"), None, None)
        );
        assert_eq!(
            read("us-gov-west-1\\a.json"),
            (None, Some("us-gov-west-1"), None)
        );
        assert_eq!(read("111/my-project-1/a.json"), (None, None, None));
        assert_eq!(read("111122223333.json"), (None, None, None));
    }

    #[test]
    fn ids_stand_in_file_names() {
        let id = |path, prefix| id_in_name(path, prefix).map(Text::as_str);
        assert_eq!(
            id("a/routes-tgw-rtb-0a1.json", "tgw-rtb-"),
            Some("tgw-rtb-0a1")
        );
        assert_eq!(id("pl-123/my-pl-list.json", "pl-"), None);
        assert_eq!(id("route-servers-3.json", "rs-"), None);
        assert_eq!(id("rs-1_rs-2.yaml.gz", "rs-"), Some("rs-2"));
        let uuid = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
        assert_eq!(
            uuid_in_name(&format!("d/routes_{uuid}.json")).map(Text::as_str),
            Some(uuid)
        );
        assert_eq!(uuid_in_name("routes.json"), None);
    }
}
