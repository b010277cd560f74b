//! Chinese names in pinyin, found again in the Chinese text by their readings.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;

/// The longest name, in characters.
const LONGEST: usize = 4;

/// The capitalised English words that can be read as pinyin, by their syllables.
///
/// A trie over syllables: a Chinese string is a known name when one of the ways
/// to read it leads to a node with keys.
pub struct Names<'a> {
    lexicon: &'a Lexicon,
    /// (node, syllable) -> node; node 0 is the root.
    steps: FxHashMap<(u32, &'static str), u32>,
    /// The English keys that make up the name of a node.
    keys: Vec<Vec<String>>,
}

impl<'a> Names<'a> {
    /// No names yet.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, steps: FxHashMap::default(), keys: vec![vec![]] }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether lower-case letters can be read as pinyin.
    pub fn is_pinyin(&self, letters: &str) -> bool {
        !self.parses(letters).is_empty()
    }

    /// Notes that `letters` (lower case, all of a name's syllables) is a name
    /// that the English side writes with `keys`. The first note of a name stays.
    pub fn add(&mut self, letters: &str, keys: &[&str]) {
        for syllables in self.parses(letters) {
            let mut node = 0;
            for syllable in syllables {
                let fresh = self.keys.len() as u32;
                node = *self.steps.entry((node, syllable)).or_insert(fresh);
                if node == fresh {
                    self.keys.push(vec![]);
                }
            }
            let known = &mut self.keys[node as usize];
            if known.is_empty() {
                known.extend(keys.iter().map(|&k| k.to_owned()));
            }
        }
    }

    /// Calls `found` with the length and the English keys of every name that starts `text`.
    pub fn at(&self, text: &[char], mut found: impl FnMut(usize, &[String])) {
        let mut nodes = vec![0u32];
        for (index, &c) in text.iter().take(LONGEST).enumerate() {
            nodes = nodes
                .iter()
                .flat_map(|&node| {
                    self.lexicon
                        .readings(c)
                        .filter_map(move |r| self.steps.get(&(node, r)).copied())
                })
                .collect();
            if let Some(&node) = nodes.iter().find(|&&node| !self.keys[node as usize].is_empty()) {
                found(index + 1, &self.keys[node as usize]);
            }
            if nodes.is_empty() {
                return;
            }
        }
    }

    /// All ways to read letters as one to [`LONGEST`] syllables.
    fn parses(&self, letters: &str) -> Vec<Vec<&'static str>> {
        fn go(
            syllables: &[&'static str],
            rest: &str,
            path: &mut Vec<&'static str>,
            out: &mut Vec<Vec<&'static str>>,
        ) {
            if rest.is_empty() {
                out.push(path.clone());
                return;
            }
            if path.len() == LONGEST {
                return;
            }
            for len in 1..=rest.len().min(6) {
                if let Ok(n) = syllables.binary_search(&&rest[..len]) {
                    path.push(syllables[n]);
                    go(syllables, &rest[len..], path, out);
                    path.pop();
                }
            }
        }
        let mut out = vec![];
        if !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_lowercase()) {
            go(self.lexicon.syllables(), letters, &mut vec![], &mut out);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_reading() {
        let lexicon = Lexicon::embedded();
        let mut names = Names::new(&lexicon);
        assert!(names.is_pinyin("qingyang") && !names.is_pinyin("hello"));
        names.add("qingyang", &["qingyang"]);
        let mut found = vec![];
        names.at(&['清', '扬', '走'], |len, keys| found.push((len, keys.to_vec())));
        assert_eq!(found, [(2, vec!["qingyang".to_owned()])]);
    }
}
