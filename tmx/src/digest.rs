//! Fingerprints of texts.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A fingerprint of 128 bits: two different values have the same one so rarely that a memory of
/// 10 million units has a chance below 1 in 10^24 to hold such a pair. It is the same in every run
/// of one build; it is not for storing.
pub fn digest(value: &(impl Hash + ?Sized)) -> u128 {
    let half = |seed: u64| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        value.hash(&mut hasher);
        hasher.finish()
    };
    u128::from(half(0)) << 64 | u128::from(half(0x9E37_79B9_7F4A_7C15))
}

/// A fingerprint of 64 bits: enough to count with.
pub(crate) fn short_digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
