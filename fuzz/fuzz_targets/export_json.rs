//! The readers of exports in JSON; the first byte names the provider.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((first, content)) = data.split_first() else {
        return;
    };
    let provider = netvet_fuzz::provider(first.wrapping_sub(b'0'));
    netvet_fuzz::checked(netvet_fuzz::loaded("input.json", content, provider));
});
