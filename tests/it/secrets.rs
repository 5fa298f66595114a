//! Secrets appear in no output: every key that holds one, at every provider and in every notation, through every command and
//! format, whether the file is whole or broken.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is planted. Every secret is this and a number.
pub(crate) const MARKER: &str = "sEcReT-";

/// Numbers the secrets of a text: each `@@` becomes another one.
fn planted(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split("@@").enumerate() {
        if at > 0 {
            out.push_str(&format!("{MARKER}{at:03}"));
        }
        out.push_str(part);
    }
    assert_ne!(out, text, "nothing is planted");
    out
}

/// Exports and designs, by file name. Each of them raises findings, so that its lines are shown.
pub(crate) fn files() -> Vec<(&'static str, String)> {
    let configuration = "<vpn_connection id=\\\"vpn-1\\\"><ipsec_tunnel><ike><pre_shared_key>@@</pre_shared_key></ike></ipsec_tunnel></vpn_connection>";
    let escaped = "<ike>\\n  <pre_shared_key>@@</pre_shared_key>\\n</ike>";
    let plain = "<ike><pre_shared_key>@@</pre_shared_key></ike>";
    vec![
        (
            "aws-interfaces.json",
            planted(
                r#"{"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "virtualInterfaceType": "private", "vlan": 9999, "asn": 0,
                "authKey": "@@", "customerRouterConfig": "<?xml version=\"1.0\"?><bgp_auth_key>@@</bgp_auth_key> authKey @@",
                "bgpPeers": [{"bgpPeerId": "p-1", "asn": 0, "authKey": "@@", "addressFamily": "ipv4"}]},
                {"VirtualInterfaceId": "dxvif-2", "Vlan": 9999, "AuthKey": "@@", "CustomerRouterConfig": "@@"}]}"#,
            ),
        ),
        (
            "aws-one-line.json",
            planted(
                r#"{"virtualInterfaces": [{"virtualInterfaceId": "dxvif-3", "virtualInterfaceType": "private", "vlan": 9999, "asn": 0, "authKey": "@@", "bgpPeers": [{"asn": 0, "authKey": "@@"}], "customerRouterConfig": "authKey=@@"}]}"#,
            ),
        ),
        (
            "aws-vpn.json",
            planted(&format!(
                r#"{{"VpnConnections": [{{"VpnConnectionId": "vpn-1", "State": "odd", "CustomerGatewayId": "cgw-1", "CustomerGatewayConfiguration": "{configuration}", "Options": {{"TunnelOptions": [{{"OutsideIpAddress": "x", "PreSharedKey": "@@"}}]}}, "Remark": "{plain}"}},
                {{"VpnConnectionId": "vpn-2", "State": "odd", "CustomerGatewayId": "cgw-1", "CustomerGatewayConfiguration": "{escaped}", "Remark": "pre_shared_key: @@"}}]}}"#
            )),
        ),
        (
            "aws-vpn.yaml",
            planted(
                "VpnConnections:\n- VpnConnectionId: vpn-3\n  State: odd\n  CustomerGatewayId: cgw-1\n  CustomerGatewayConfiguration: |\n    <ike>\n    <pre_shared_key>@@</pre_shared_key>\n    </ike>\n  Options:\n    TunnelOptions:\n    - {PreSharedKey: \"@@\", OutsideIpAddress: x}\n    - PreSharedKey: >-\n        @@\n        @@\n",
            ),
        ),
        (
            "outscale.json",
            planted(&format!(
                r#"{{"DirectLinkInterfaces": [{{"DirectLinkInterfaceId": "dxvif-9", "DirectLinkId": "dxcon-9", "Vlan": 9999, "BgpAsn": 0, "BgpKey": "@@", "State": "odd"}}], "ResponseContext": {{"RequestId": "x"}}}}
                {{"VpnConnections": [{{"VpnConnectionId": "vpn-9", "ClientGatewayId": "cgw-9", "VirtualGatewayId": "vgw-9", "State": "odd", "ClientGatewayConfiguration": "{configuration}", "VpnOptions": {{"Phase2Options": {{"PreSharedKey": "@@"}}}}}}]}}"#
            )),
        ),
        (
            "huawei.json",
            planted(
                r#"{"virtual_interfaces": [{"id": "11111111-1111-1111-1111-111111111111", "vlan": 9999, "bgp_asn": 0, "bgp_md5": "@@", "status": "ODD", "type": "private", "direct_connect_id": "x", "vgw_id": "y", "vif_peers": [{"id": "p", "bgp_asn": 0, "bgp_md5": "@@", "address_family": "ipv4"}]}]}"#,
            ),
        ),
        (
            "huawei-vpn.json",
            planted(
                r#"{"vpn_connections": [{"id": "22222222-2222-2222-2222-222222222222", "name": "v", "status": "ODD", "psk": "@@", "ikepolicy": {"pre_shared_key": "@@"}}]}"#,
            ),
        ),
        (
            "design.yaml",
            planted(
                "# auth_key: @@\nnetvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nconnections: {dx: {bandwidth: odd}}\nvirtual_interfaces:\n  v: {type: private, connection: dx, vlan: 9999, wrong: 1, bgp_peers: {v4: {family: ipv4, asn: 0, auth_key: \"@@\"}}}\n  w:\n    type: private\n    connection: dx\n    vlan: 9999\n    bgp_peers:\n      v4:\n        asn: 0\n        auth_key: @@ # auth_key: @@\n        addres: x\nvpn_connections:\n  vpn: {customer_gateway: cgw, tunnels: {t1: {pre_shared_key: @@, status: odd}}}\n",
            ),
        ),
    ]
}

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("secrets")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// Fails with the places that show a secret.
fn hidden(out: &str, what: &str) {
    let shown: Vec<&str> = out
        .match_indices(MARKER)
        .map(|(at, _)| {
            let start = out.floor_char_boundary(at.saturating_sub(200));
            &out[start..out.ceil_char_boundary(at + 60)]
        })
        .collect();
    assert!(shown.is_empty(), "{what}:\n{}", shown.join("\n"));
}

/// Everything that a command says, on both channels and in files it writes.
fn said(dir: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(args)
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(
        output.status.code().is_some_and(|code| code < 3),
        "{args:?}"
    );
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

/// All ways to look at a file, by the command's own list of formats.
fn commands() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for command in [
        "check",
        "inventory",
        "diagram",
        "reach",
        "failures",
        "convert",
    ] {
        let help = Command::new(env!("CARGO_BIN_EXE_netvet"))
            .args([command, "--help"])
            .output()
            .unwrap();
        if !help.status.success() {
            continue;
        }
        let help = String::from_utf8(help.stdout).unwrap();
        let formats = formats(&help);
        let more: &[&str] = if command == "reach" {
            &["--matrix", "--all-pairs"]
        } else {
            &[]
        };
        let words = |rest: &[&str]| -> Vec<String> {
            [&[command][..], more, rest]
                .concat()
                .iter()
                .map(|word| (*word).to_owned())
                .collect()
        };
        if formats.is_empty() {
            all.push(words(&[]));
        }
        for format in &formats {
            all.push(words(&["--format", format]));
        }
    }
    all.push(
        ["check", "--format", "full", "--color", "always"]
            .map(str::to_owned)
            .to_vec(),
    );
    all
}

/// The values of `--format` in a help text, in either of its layouts.
fn formats(help: &str) -> Vec<String> {
    let Some(after) = help.split("--format").nth(1) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(list) = after.split("[possible values: ").nth(1)
        && !after
            .split("[possible values: ")
            .next()
            .unwrap()
            .contains("\n  -")
    {
        let list = list.split(']').next().unwrap();
        found.extend(
            list.split(',')
                .map(|word| word.split_whitespace().collect()),
        );
        return found;
    }
    for line in after.lines().skip(1) {
        let line = line.trim();
        match line.strip_prefix("- ") {
            Some(rest) => found.push(rest.split(':').next().unwrap().trim().to_owned()),
            None if line.starts_with('-') => break,
            None => {}
        }
    }
    found
}

#[test]
fn no_output_shows_a_secret() {
    let dir = scratch("whole");
    let commands = commands();
    let of_check = commands
        .iter()
        .filter(|command| command[0] == "check")
        .count();
    assert!(
        of_check >= 6 && commands.len() > of_check + 6,
        "{commands:?}"
    );
    let mut shown = String::new();
    for (name, text) in files() {
        fs::write(dir.join(name), &text).unwrap();
        for command in &commands {
            let args: Vec<&str> = command.iter().map(String::as_str).chain([name]).collect();
            let out = said(&dir, &args);
            hidden(&out, &args.join(" "));
            shown.push_str(&out);
        }
    }
    // All together are one design.
    let whole = said(&dir, &["check", "."]);
    hidden(&whole, "all files");
    // The lines themselves are there, or this proves nothing.
    assert!(shown.contains("***"), "no line with a secret was shown");
}

#[test]
fn no_message_about_a_broken_file_shows_a_secret() {
    let dir = scratch("broken");
    for (name, text) in files() {
        // Cut off behind each secret and inside of it, and broken before it.
        let places: Vec<usize> = text.match_indices(MARKER).map(|(at, _)| at).collect();
        let mut variants = Vec::new();
        for at in &places {
            variants.push(text[..at + MARKER.len() + 2].to_owned());
            variants.push(format!("{}}}{}", &text[..*at], &text[*at..]));
            variants.push(format!(
                "{}\u{1}{}",
                &text[..at + MARKER.len()],
                &text[at + MARKER.len()..]
            ));
        }
        if let Some(first) = places.first() {
            let key = text[..*first].rfind([':', '>', ' ']).unwrap();
            variants.push(format!("{}\"{}", &text[..key], &text[key..]));
        }
        for broken in variants {
            fs::write(dir.join(name), &broken).unwrap();
            for format in ["full", "json", "html"] {
                let out = said(&dir, &["check", name, "--format", format]);
                hidden(&out, &format!("{name}, {format}: {broken}"));
            }
        }
    }
}
