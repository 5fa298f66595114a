//! One report built by hand: every kind of place, severity and exception, and names made to break formats.

use std::borrow::Cow;
use std::ops::Range;

use netvet::finding::{
    Code, Confidence, Finding, Fingerprint, Group, Ignored, Label, Reference, RuleInfo, Scope,
    Severity, Status, Subject,
};
use netvet::report::{Input, Item, Lines, Place, Problem, Report};
use netvet::source::{FileId, Span, Text};

static RFC: Reference = Reference {
    title: "RFC 1918",
    url: "https://www.rfc-editor.org/rfc/rfc1918",
    read: "",
};

macro_rules! rule {
    ($name:ident, $group:ident, $number:literal, $rule:literal, $severity:ident, $summary:literal) => {
        static $name: RuleInfo = RuleInfo {
            code: Code::new(Group::$group, $number),
            name: $rule,
            severity: Severity::$severity,
            confidence: Confidence::Certain,
            status: Status::Stable,
            since: "0.1.0",
            scope: Scope::All,
            summary: $summary,
            rationale: "Traffic for the shared range stays local, so the other side is unreachable there.",
            remedy: "Renumber one side.",
            references: &[&RFC],
            example: None,
        };
    };
}

rule!(
    CIDR,
    Cidr,
    1,
    "cidr-host-bits",
    Warning,
    "a range has host bits set"
);
rule!(
    OVERLAP,
    Peering,
    1,
    "peering-cidr-overlap",
    Error,
    "two peered networks use the same addresses"
);
rule!(TAG, Tag, 1, "tag-odd", Info, "a name holds odd characters");
rule!(
    TRUNCATED,
    Input,
    1,
    "input-truncated",
    Warning,
    "an answer says that there is more"
);

/// The rules of the report, in order of code.
pub(crate) static CATALOGUE: [&RuleInfo; 4] = [&CIDR, &OVERLAP, &TAG, &TRUNCATED];

/// A name made of markup, quotes, line breaks, terminal escapes, direction marks and DOT.
pub(crate) const HOSTILE: &str = "</script><img src=x onerror=alert(1)>&\"'`|%0A::error::x,\r\n\u{1b}]8;;http://evil\u{7}\u{1b}[31m\u{9b}2J\u{202e}]]>\\\"];x->y[label=\"@all **b** [l](u) #1\u{0}\u{fffe}";

/// Texts in memory.
#[derive(Debug)]
pub(crate) struct Memory(pub(crate) Vec<(&'static str, String)>);

impl Memory {
    fn file(&self, path: &str) -> FileId {
        let index = self.0.iter().position(|(name, _)| *name == path).unwrap();
        FileId(u32::try_from(index).unwrap())
    }

    /// The `n`-th occurrence of `needle`, with lines and columns counted character by character.
    pub(crate) fn find(&self, path: &str, needle: &str, n: usize, pointer: &str) -> (Span, Place) {
        let file = self.file(path);
        let text = &self.0[file.0 as usize].1;
        let (start, _) = text.match_indices(needle).nth(n).unwrap();
        let end = start + needle.len();
        let at = |offset: usize| {
            let (mut line, mut column, mut utf16) = (1, 1, 1);
            for c in text[..offset].chars() {
                if c == '\n' {
                    (line, column, utf16) = (line + 1, 1, 1);
                } else {
                    column += 1;
                    utf16 += c.len_utf16();
                }
            }
            (line, column, utf16)
        };
        let (from, to) = (at(start), at(end));
        let place = Place {
            path: path.to_owned(),
            document: None,
            line: from.0,
            column: from.1,
            end_line: to.0,
            end_column: to.1,
            utf16_column: from.2,
            utf16_end_column: to.2,
            pointer: pointer.to_owned(),
        };
        let span = Span::new(
            file,
            u32::try_from(start).unwrap(),
            u32::try_from(end).unwrap(),
        );
        (span, place)
    }
}

impl Lines for Memory {
    fn line(&self, file: FileId, line: usize) -> Option<Range<u32>> {
        let text = &self.0.get(file.0 as usize)?.1;
        let mut start = 0;
        for (n, row) in text.split('\n').enumerate() {
            if n + 1 == line {
                let end = start + row.len();
                return Some(u32::try_from(start).unwrap()..u32::try_from(end).unwrap());
            }
            start += row.len() + 1;
        }
        None
    }

    fn text(&self, file: FileId, range: Range<u32>) -> Option<(u32, Cow<'_, str>)> {
        let text = &self.0.get(file.0 as usize)?.1;
        let mut start = range.start as usize;
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = range.end as usize;
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Some((
            u32::try_from(start).unwrap(),
            Cow::Borrowed(text.get(start..end)?),
        ))
    }
}

fn subject(kind: &'static str, id: &str, name: Option<&str>) -> Subject {
    Subject {
        kind,
        id: Text::new(id),
        name: name.map(Text::new),
        provider: "aws",
        account: Some(Text::new("111111111111")),
        region: Some(Text::new("eu-west-1")),
    }
}

fn item(
    rule: &'static RuleInfo,
    message: &str,
    (primary, place): (Span, Place),
    labels: Vec<((Span, Place), &str)>,
    subjects: Vec<Subject>,
) -> Item {
    let fingerprint = Fingerprint::of(&[rule.name, message]);
    let (related, labels) = labels
        .into_iter()
        .map(|((span, place), message)| {
            (
                place,
                Label {
                    span,
                    message: message.to_owned(),
                },
            )
        })
        .unzip();
    let finding = Finding {
        rule,
        severity: rule.severity,
        message: message.to_owned(),
        primary,
        labels,
        help: None,
        notes: Vec::new(),
        subjects,
        fingerprint,
        ignored: None,
    };
    Item {
        finding,
        place,
        related,
    }
}

/// The inputs of the fixed report.
pub(crate) fn memory() -> Memory {
    let pcx = r#"{
  "VpcPeeringConnections": [
    {
      "VpcPeeringConnectionId": "pcx-1",
      "AccepterVpcInfo": { "CidrBlock": "10.0.0.0/16" },
      "Tags": [{ "Key": "Name", "Value": "共享🛰 core" }], "Status": { "Code": "pending" }
    }
  ]
}
"#;
    let vpcs = "{\"Vpcs\":[\n  {\"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.0.0.0/16\"},\n  {\"VpcId\": \"vpc-2\", \"CidrBlock\": \"10.9.0.7/16\"}\n], \"NextToken\": \"t\"}\n";
    let long = format!(
        "{{\"Subnets\":[{}{{\"SubnetId\":\"subnet-x\",\"CidrBlock\":\"10.1.2.3/24\"}}{}]}}",
        "{\"SubnetId\":\"subnet-ä\"},".repeat(400),
        ",{\"SubnetId\":\"subnet-1\"}".repeat(400),
    );
    Memory(vec![
        ("a/pcx.json", pcx.to_owned()),
        ("a/vpcs.json", vpcs.to_owned()),
        ("b/long.json", long),
    ])
}

/// The report.
pub(crate) fn report() -> Report {
    let memory = memory();
    let range = |n| memory.find("a/vpcs.json", "\"10.9.0.7/16\"", n, "/Vpcs/1/CidrBlock");
    let mut overlap = item(
        &OVERLAP,
        "core and vpc-1 both use 10.0.0.0/16",
        memory.find(
            "a/pcx.json",
            "\"10.0.0.0/16\"",
            0,
            "/VpcPeeringConnections/0/AccepterVpcInfo/CidrBlock",
        ),
        vec![
            (
                memory.find("a/vpcs.json", "\"10.0.0.0/16\"", 0, "/Vpcs/0/CidrBlock"),
                "also used here",
            ),
            (
                memory.find(
                    "a/pcx.json",
                    "\"pcx-1\"",
                    0,
                    "/VpcPeeringConnections/0/VpcPeeringConnectionId",
                ),
                "in this peering",
            ),
        ],
        vec![
            subject("peering", "pcx-1", Some("core")),
            subject("network", "vpc-1", None),
        ],
    );
    overlap.finding.help = Some("give vpc-1 another range, for example 10.4.0.0/16".to_owned());
    overlap
        .finding
        .notes
        .push("AWS refuses such a peering".to_owned());

    let after_wide = item(
        &TAG,
        "the state stands behind wide characters",
        memory.find(
            "a/pcx.json",
            "\"pending\"",
            0,
            "/VpcPeeringConnections/0/Status/Code",
        ),
        Vec::new(),
        vec![subject("peering", "pcx-1", Some("core"))],
    );
    let host_bits = item(
        &CIDR,
        "10.9.0.7/16 has host bits set",
        range(0),
        Vec::new(),
        vec![subject("network", "vpc-2", None)],
    );
    let mut in_long_line = item(
        &CIDR,
        "10.1.2.3/24 has host bits set",
        memory.find(
            "b/long.json",
            "\"10.1.2.3/24\"",
            0,
            "/Subnets/400/CidrBlock",
        ),
        Vec::new(),
        vec![subject("subnet", "subnet-x", None)],
    );
    in_long_line.finding.severity = Severity::Info;
    let whole_file = item(
        &TRUNCATED,
        "the answer says that there is more",
        (
            Span::file(FileId(1)),
            Place {
                path: "a/vpcs.json".to_owned(),
                document: Some(2),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
                utf16_column: 1,
                utf16_end_column: 1,
                pointer: String::new(),
            },
        ),
        Vec::new(),
        vec![subject("network", "vpc-1", None)],
    );
    let mut hostile = item(
        &TAG,
        &format!("the name is {HOSTILE}"),
        memory.find(
            "a/pcx.json",
            "\"Name\"",
            0,
            "/VpcPeeringConnections/0/Tags/0/Key",
        ),
        vec![(
            memory.find("a/pcx.json", "\"Tags\"", 0, "/VpcPeeringConnections/0/Tags"),
            HOSTILE,
        )],
        vec![subject("peering", HOSTILE, Some(HOSTILE))],
    );
    hostile.finding.help = Some(HOSTILE.to_owned());
    hostile.finding.notes.push(HOSTILE.to_owned());
    let mut ignored = item(
        &CIDR,
        "10.9.0.7/16 is odd",
        range(0),
        Vec::new(),
        vec![subject("network", "vpc-2", None)],
    );
    ignored.finding.ignored = Some(Ignored::Exception {
        reason: "renumbered in June".to_owned(),
        span: None,
    });
    let mut baselined = item(
        &OVERLAP,
        "core was always so",
        range(0),
        Vec::new(),
        vec![subject("network", "vpc-2", None)],
    );
    baselined.finding.ignored = Some(Ignored::Baseline);

    let input = |path: &str, kind: &str, elements| Input {
        path: path.to_owned(),
        kind: kind.to_owned(),
        elements,
        refused: 0,
        not_modelled: 0,
    };
    let mut report = Report {
        against: None,
        as_of: Some("2026-11-21T00:00:00Z".to_owned()),
        inputs: vec![
            input("b/long.json", "aws.ec2.DescribeSubnets", 801),
            input("a/vpcs.json", "aws.ec2.DescribeVpcs", 2),
            input("a/pcx.json", "aws.ec2.DescribeVpcPeeringConnections", 1),
            input("c/clean.json", "aws.ec2.DescribeVpcs", 0),
        ],
        elements: [("subnet", 801), ("network", 2), ("peering", 1)]
            .into_iter()
            .collect(),
        unlisted: Vec::new(),
        items: vec![
            in_long_line,
            baselined,
            ignored,
            hostile,
            host_bits,
            whole_file,
            after_wide,
            overlap,
        ],
        problems: vec![Problem::new("c/broken.json is not text").help("export it again")],
        catalogue: CATALOGUE.to_vec(),
        fail_on: Some(Severity::Error),
        show_ignored: false,
        lines: Box::new(memory),
        picture: None,
        traffic: None,
        tables: Vec::new(),
        broken: false,
        base: None,
    };
    report.sort();
    report
}
