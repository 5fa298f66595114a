//! Designs: read, checked, and asked what reaches what.
#![no_main]

use netvet::app::reach;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut content = b"netvet: 1\n".to_vec();
    content.extend_from_slice(data);
    let loaded = netvet_fuzz::loaded("input.yaml", &content, None);
    // Pairs of networks are many; what they are asked is the same.
    if loaded.design.networks.len() <= 16 {
        let routing = reach::routing(&loaded.design, netvet_fuzz::profiles());
        let state = reach::State::with_failed(&routing, &[]);
        let _ = reach::matrix(&routing, &state, true, None);
    }
    netvet_fuzz::checked(loaded);
});
