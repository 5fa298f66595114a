//! Exports and designs through `redact`: the copy can be read as well as the original.
#![no_main]

use netvet::app::redact::{Mapping, RedactOptions, What, copies};
use netvet::source::Limits;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((first, content)) = data.split_first() else {
        return;
    };
    let (original, copied) = match first {
        b'y' => ("input.yaml", "copy.yaml"),
        _ => ("input.json", "copy.json"),
    };
    let loaded = netvet_fuzz::loaded(original, content, None);
    let options = RedactOptions {
        roots: &[],
        what: What {
            accounts: true,
            names: true,
            public_addresses: true,
        },
        mapping: &Mapping::from_key("k"),
        limits: &Limits::default(),
    };
    let Ok(all) = copies(&loaded, &options) else {
        return;
    };
    for copy in all.flatten() {
        let again = netvet_fuzz::loaded(copied, &copy.bytes, None);
        assert!(again.failed.is_empty(), "{:?}", again.failed);
        let count = |loaded: &netvet::app::load::Loaded| loaded.inputs.iter().map(|input| input.elements).sum::<usize>();
        assert_eq!(count(&loaded), count(&again));
    }
});
