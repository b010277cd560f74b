//! A short name for a finding that holds while the texts and the message stay the same.

use crate::check::unit::Unit;

/// Sixteen hexadecimal digits of the rule, the term, both texts without their blanks, and the
/// rest of the message. A unit may move in its file, and keeps its findings' names.
pub(crate) fn fingerprint(unit: &Unit, rule: &str, parts: &[&str]) -> String {
    let mut hash = Fnv::new();
    hash.text(rule);
    for text in [&unit.source, &unit.target] {
        for word in text.split_whitespace() {
            hash.bytes(word.as_bytes());
        }
        hash.bytes(&[0]);
    }
    for part in parts {
        hash.text(part);
    }
    format!("{:016x}", hash.0)
}

/// The name of every finding of this rule that finds these words, in any letter case, for the term;
/// where nothing was found, of those whose Chinese text is this one.
pub fn everywhere(rule: &str, term: &str, found: &str, chinese: &str) -> String {
    let mut hash = Fnv::new();
    for text in ["everywhere", rule, term, &found.to_lowercase()] {
        hash.text(text);
    }
    if found.is_empty() {
        hash.text(chinese.trim());
    }
    format!("{:016x}", hash.0)
}

/// The name of a unit's two texts without their blanks: another one when either is edited.
pub fn of_texts(unit: &Unit) -> String {
    fingerprint(unit, "texts", &[])
}

/// FNV-1a of 64 bits: the same on every machine and in every release, as saved waivers need.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0]);
    }
}
