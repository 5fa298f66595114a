//! `redact`: nothing that has to go stays, nothing else changes, and what the copies are found to have is what the originals had.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::secrets::{MARKER, files as secret_files};

fn netvet(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(args)
        .env_remove("NETVET_REDACT_KEY")
        .current_dir(dir)
        .output()
        .unwrap()
}

fn redact(dir: &Path, args: &[&str]) -> (i32, String) {
    let output = netvet(dir, &[&["redact"][..], args].concat());
    let text = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), text)
}

/// A directory of this test alone, empty.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("redact")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// All files below a directory, by path, with their content.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// How often each rule spoke, with its severity; how many elements of each kind there are.
fn checked(dir: &Path, path: &str) -> (BTreeMap<(String, String), usize>, Value) {
    let output = netvet(
        dir,
        &[
            "check",
            path,
            "--format",
            "json",
            "--no-settings",
            "--max-findings-per-rule",
            "0",
            "--as-of",
            "2026-06-01T00:00:00Z",
        ],
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{path}: {error}: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    let mut counts = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        *counts.entry((word("rule"), word("severity"))).or_insert(0) += 1;
    }
    // There are no secrets any more.
    counts.retain(|(rule, _), _| rule != "bgp-auth-key-exposed");
    (counts, report["elements"].clone())
}

const ALL: &[&str] = &["--accounts", "--names", "--public-addresses"];

#[test]
fn findings_are_the_same_before_and_after() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = scratch("findings");
    let mut spoke = 0;
    for path in [
        "examples/exports",
        "tests/import/aws",
        "tests/import/huawei",
        "tests/import/outscale",
        "examples/designs",
    ] {
        for (at, what) in [&[][..], ALL, &["--names"], &["--public-addresses"]]
            .into_iter()
            .enumerate()
        {
            let out = dir.join(format!("{}-{at}", path.replace('/', "-")));
            let args = [&[path, "--key", "a", "-o", out.to_str().unwrap()][..], what].concat();
            let (_, said) = redact(root, &args);
            assert!(said.contains("removed"), "{said}");
            let (before, elements) = checked(root, path);
            let (after, copied) = checked(&dir, out.to_str().unwrap());
            assert_eq!(after, before, "{path} {what:?}");
            assert_eq!(copied, elements, "{path} {what:?}");
            spoke += after.len();
        }
    }
    assert!(spoke > 40, "{spoke}");
}

#[test]
fn no_secret_stays_and_what_is_left_can_be_read() {
    let dir = scratch("secrets");
    fs::create_dir(dir.join("in")).unwrap();
    let mut hidden = 0;
    // What is not recognised is not copied.
    for (name, text) in secret_files()
        .into_iter()
        .filter(|(name, _)| *name != "huawei-vpn.json")
    {
        fs::write(dir.join("in").join(name), &text).unwrap();
        hidden += text.matches(MARKER).count();
    }
    let (status, said) = redact(&dir, &["in", "-o", "out"]);
    assert_eq!(status, 0, "{said}");
    let copies = tree(&dir.join("out"));
    assert_eq!(
        copies.keys().collect::<Vec<_>>(),
        tree(&dir.join("in")).keys().collect::<Vec<_>>()
    );
    for (name, copy) in &copies {
        let copy = String::from_utf8(copy.clone()).unwrap();
        assert!(!copy.contains(MARKER), "{name}: {copy}");
    }
    assert!(hidden > 20, "{hidden}");
    // The elements are all there, and the file holds no secrets.
    let (before, elements) = checked(&dir, "in");
    let (after, copied) = checked(&dir, "out");
    assert_eq!(copied, elements);
    assert_eq!(after, before);
    let report = netvet(
        &dir,
        &[
            "check",
            "out",
            "--select",
            "bgp-auth-key-exposed",
            "--format",
            "jsonl",
        ],
    );
    assert_eq!(String::from_utf8(report.stdout).unwrap(), "");
}

/// An export of two accounts in folders, one file of which is packed.
fn estate(dir: &Path) {
    let folder = dir.join("in/111122223333/eu-west-1");
    fs::create_dir_all(&folder).unwrap();
    let vpcs = "{\"Vpcs\": [\n  {\"VpcId\": \"vpc-1\",\"OwnerId\":\"111122223333\",  \"State\": \"available\", \"CidrBlock\": \"10.0.0.0/16\",\n   \"Unknown\": 1.50e3, \"Tags\": [{\"Key\": \"Name\", \"Value\": \"prod\"}, {\"Key\": \"owner\", \"Value\": \"444455556666\"}]}]}\n";
    fs::write(folder.join("vpcs.json"), vpcs).unwrap();
    let gateways = "# of 111122223333 at 52.95.110.1\nCustomerGateways:\n- CustomerGatewayId: cgw-1   # odd  spacing\n  BgpAsn: '65000'\n  IpAddress: 52.95.110.1\n  State: available\n  CertificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-111122223333\n";
    fs::write(folder.join("gateways.yaml"), gateways).unwrap();
    let subnets = "{\"Subnets\": [{\"SubnetId\": \"subnet-1\", \"VpcId\": \"vpc-1\", \"OwnerId\": \"111122223333\", \"CidrBlock\": \"10.0.1.0/24\", \"State\": \"available\"}]}";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, subnets.as_bytes()).unwrap();
    fs::write(folder.join("subnets.json.gz"), packer.finish().unwrap()).unwrap();
    let packed = ruzstd::encoding::compress_to_vec(
        subnets
            .replace("subnet-1", "subnet-2")
            .replace("10.0.1", "10.0.2")
            .as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    fs::write(folder.join("more.json.zst"), packed).unwrap();
    fs::write(dir.join("in/notes.json"), "{\"of\": \"111122223333\"}").unwrap();
}

fn text(copies: &BTreeMap<String, Vec<u8>>, end: &str) -> String {
    let (_, copy) = copies.iter().find(|(name, _)| name.ends_with(end)).unwrap();
    String::from_utf8(copy.clone()).unwrap()
}

#[test]
fn accounts_are_mapped_alike_everywhere_and_all_else_keeps_its_bytes() {
    let dir = scratch("accounts");
    estate(&dir);
    let original = tree(&dir.join("in"));
    let (status, said) = redact(&dir, &["in", "-o", "out", "--key", "k"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("in/notes.json was not recognised and is not copied"),
        "{said}"
    );
    let copies = tree(&dir.join("out"));
    let folders: BTreeSet<&str> = copies
        .keys()
        .map(|name| name.split('/').next().unwrap())
        .collect();
    assert_eq!(folders.len(), 1);
    let new = folders.into_iter().next().unwrap();
    assert!(new.len() == 12 && new != "111122223333" && new.bytes().all(|b| b.is_ascii_digit()));
    let other = text(&copies, "vpcs.json")
        .split("\"owner\", \"Value\": \"")
        .nth(1)
        .unwrap()[..12]
        .to_owned();
    assert_ne!(other, "444455556666");
    for end in ["vpcs.json", "gateways.yaml"] {
        let expected = text(&original, end)
            .replace("-111122223333", "-@")
            .replace("111122223333", new)
            .replace("-@", "-111122223333")
            .replace("444455556666", &other);
        assert_eq!(text(&copies, end), expected, "{end}");
    }
    let (before, elements) = checked(&dir, "in");
    let (after, copied) = checked(&dir, "out");
    assert_eq!((after, &copied), (before, &elements));
    assert_eq!(elements["subnet"], 2, "archives are read, and packed again");
    assert!(
        copies
            .iter()
            .any(|(name, bytes)| name.ends_with(".gz") && bytes.starts_with(&[0x1f, 0x8b]))
    );
    assert!(copies.iter().any(
        |(name, bytes)| name.ends_with(".zst") && bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
    ));
    assert_eq!(tree(&dir.join("in")), original, "the input is as it was");
}

#[test]
fn what_is_mapped_is_chosen() {
    let dir = scratch("chosen");
    estate(&dir);
    let copy = |args: &[&str]| {
        let _ = fs::remove_dir_all(dir.join("out"));
        let (status, said) = redact(&dir, &[&["in", "-o", "out", "-q"][..], args].concat());
        assert_eq!((status, said.as_str()), (0, ""));
        tree(&dir.join("out"))
    };
    let kept = copy(&["--accounts=false"]);
    assert!(kept.contains_key("111122223333/eu-west-1/vpcs.json"));
    assert!(text(&kept, "gateways.yaml").contains("of 111122223333 at 52.95.110.1"));
    let all = copy(&[ALL, &["--key", "k"]].concat());
    for (name, bytes) in &all {
        let text = String::from_utf8_lossy(bytes);
        assert!(!name.contains("111122223333"));
        for gone in [
            "\"prod\"",
            "444455556666",
            "52.95.110",
            "arn:aws:acm:eu-west-1:111122223333",
        ] {
            assert!(!text.contains(gone), "{name}: {text}");
        }
    }
    assert!(
        text(&all, "vpcs.json").contains("10.0.0.0/16"),
        "private addresses stay"
    );
    // The same key gives the same bytes, another one or none others.
    assert_eq!(copy(&[ALL, &["--key", "k"]].concat()), all);
    assert_ne!(copy(&[ALL, &["--key", "l"]].concat()), all);
    assert_ne!(copy(&[]), copy(&[]));
}

#[test]
fn tunnels_stay_where_their_configuration_goes() {
    let dir = scratch("tunnels");
    let end = |side: &str, outside: &str, inside: &str| {
        format!(
            "<{side}><tunnel_outside_address><ip_address>{outside}</ip_address></tunnel_outside_address><tunnel_inside_address><ip_address>{inside}</ip_address><network_cidr>30</network_cidr></tunnel_inside_address></{side}>"
        )
    };
    let tunnel = format!(
        "<ipsec_tunnel>{}{}<ike><pre_shared_key>{MARKER}</pre_shared_key></ike></ipsec_tunnel>",
        end("customer_gateway", "147.75.69.27", "169.254.15.194"),
        end("vpn_gateway", "52.27.166.152", "169.254.15.193")
    );
    let text = format!(
        r#"{{"VpnConnections": [{{"VpnConnectionId": "vpn-1", "State": "available", "CustomerGatewayConfiguration": "<?xml version=\"1.0\"?>\n<vpn_connection id=\"vpn-1\">{tunnel}</vpn_connection>"}}]}}"#
    );
    fs::write(dir.join("vpn.json"), text).unwrap();
    for (out, what, stays) in [("a", "--names", true), ("b", "--public-addresses", false)] {
        let (status, said) = redact(&dir, &["vpn.json", "-o", out, "--key", "k", what]);
        assert_eq!(status, 0, "{said}");
        let copy = text_of(&dir.join(out).join("vpn.json"));
        assert!(
            !copy.contains(MARKER) && !copy.contains("147.75.69.27"),
            "{copy}"
        );
        assert_eq!(copy.contains("52.27.166.152"), stays, "{copy}");
        assert!(
            copy.contains("169.254.15.192"),
            "the block is private: {copy}"
        );
        let (before, elements) = checked(&dir, "vpn.json");
        assert_eq!(checked(&dir, out), (before, elements.clone()));
        assert_eq!(elements["vpn-tunnel"], 1);
    }
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn nothing_is_written_over() {
    let dir = scratch("over");
    estate(&dir);
    let original = tree(&dir);
    for out in ["in", ".", "in/111122223333"] {
        let (status, said) = redact(&dir, &["in", "-o", out]);
        assert_eq!(status, 2);
        assert!(said.contains("is not empty"), "{said}");
    }
    let (status, said) = redact(&dir, &["in", "-o", "in/notes.json"]);
    assert_eq!(status, 2, "{said}");
    assert_eq!(tree(&dir), original);
    // Two inputs for one place.
    fs::create_dir_all(dir.join("b")).unwrap();
    fs::copy(
        dir.join("in/111122223333/eu-west-1/vpcs.json"),
        dir.join("b/vpcs.json"),
    )
    .unwrap();
    fs::create_dir_all(dir.join("c")).unwrap();
    fs::copy(dir.join("b/vpcs.json"), dir.join("c/vpcs.json")).unwrap();
    let (status, said) = redact(&dir, &["b", "c", "-o", "out"]);
    assert_eq!(status, 2);
    assert!(
        said.contains("b/vpcs.json and c/vpcs.json would both become vpcs.json"),
        "{said}"
    );
    assert!(!dir.join("out").exists());
}

#[test]
fn the_folders_that_say_whose_the_files_are_stay_even_if_they_were_named() {
    let dir = scratch("folders");
    estate(&dir);
    let (_, said) = redact(
        &dir,
        &["in/111122223333/eu-west-1", "-o", "out", "--accounts=false"],
    );
    assert!(
        dir.join("out/111122223333/eu-west-1/vpcs.json").is_file(),
        "{said}"
    );
    let (_, said) = redact(
        &dir,
        &[
            "in/111122223333/eu-west-1/vpcs.json",
            "-o",
            "one",
            "--accounts=false",
        ],
    );
    assert!(
        dir.join("one/111122223333/eu-west-1/vpcs.json").is_file(),
        "{said}"
    );
}

#[test]
fn a_broken_file_is_named_and_not_copied() {
    let dir = scratch("broken");
    estate(&dir);
    fs::write(dir.join("in/broken.json"), "{\"Vpcs\": [{\"VpcId\": ").unwrap();
    let (status, said) = redact(&dir, &["in", "-o", "out"]);
    assert_eq!(status, 2);
    assert!(said.contains("in/broken.json"), "{said}");
    assert!(!dir.join("out/broken.json").exists());
    assert_eq!(tree(&dir.join("out")).len(), 4, "the others are");
}
