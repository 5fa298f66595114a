//! Scenarios with their designs: read, and every step run.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut content = b"scenario: s\n".to_vec();
    content.extend_from_slice(data);
    netvet_fuzz::simulated(&content);
});
