//! Traditional characters, told from simplified ones.

use crate::lexicon::Lexicon;

/// The characters that the lexicon simplifies: a bit for each of the basic plane, for every unit is
/// asked.
pub(super) struct Traditional(Vec<u64>);

impl Traditional {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut bits = vec![0; 0x1_0000 / 64];
        for code in 0x3400..0xa000_u32 {
            let c = char::from_u32(code);
            if c.is_some_and(|it| lexicon.simplified(it) != it) {
                bits[code as usize / 64] |= 1 << (code % 64);
            }
        }
        Self(bits)
    }

    /// Whether a text has such a character.
    pub(super) fn is_in(&self, text: &str) -> bool {
        text.chars().map(u32::from).any(|code| {
            let bits = self.0.get(code as usize / 64).copied().unwrap_or_default();
            bits >> (code % 64) & 1 == 1
        })
    }
}
