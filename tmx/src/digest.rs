//! Fingerprints of texts.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A fingerprint of 64 bits, one of many of the same value.
pub(crate) fn seeded(seed: u64, value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    seed.hash(&mut hasher);
    value.hash(&mut hasher);
    hasher.finish()
}

/// A fingerprint of 64 bits: enough to count with.
pub(crate) fn short_digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
