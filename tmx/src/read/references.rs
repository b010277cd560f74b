//! References and characters of text and attribute values.

use crate::characters;
use crate::fault::{Found, Note as _, Rule};
use quick_xml::escape::resolve_html5_entity;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the declared entities of one unit may expand to at most, all together, in bytes; and how deep
/// entities may nest. No memory needs more; a "billion laughs" file would take all there is.
const EXPANSION: usize = 16 << 10;
const DEPTH: usize = 8;

/// The longest name of an entity, in bytes with its `;`.
const NAME: usize = 200;

/// What becomes of characters that XML forbids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Illegal {
    /// They are left out.
    #[default]
    Drop,
    /// U+FFFD stands for each.
    Replace,
}

/// The entities that a file declares for itself; those of other files are never fetched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities(BTreeMap<String, String>);

impl Entities {
    /// Reads the declarations of the internal subset.
    pub(crate) fn of_doctype(doctype: &str) -> Self {
        let mut entities = BTreeMap::new();
        let mut rest = doctype;
        while let Some((_, after)) = rest.split_once("<!ENTITY") {
            rest = after;
            let declaration = after.trim_start();
            let Some((name, after)) = declaration.split_once(char::is_whitespace) else { break };
            let value = after.trim_start();
            if let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))
                && let Some((value, after)) = value[1..].split_once(quote)
            {
                entities.entry(name.to_owned()).or_insert_with(|| value.to_owned());
                rest = after;
            }
        }
        Self(entities)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of an entity, with the references in it; `None` where it is not declared or too
    /// large.
    ///
    /// Each byte and each reference costs one of `budget`: entities that hold nothing but each other
    /// make no text, but work.
    fn expand(
        &self,
        name: &str,
        depth: usize,
        budget: &mut usize,
        text: &mut String,
    ) -> Option<()> {
        let mut rest = self.0.get(name)?.as_str();
        *budget = budget.checked_sub(rest.len() + 1)?;
        while let Some(at) = rest.find('&') {
            text.push_str(&rest[..at]);
            let (inner, after) = rest[at + 1..].split_once(';')?;
            match simple(inner) {
                Some(Ok(character)) => text.push(character),
                Some(Err(_)) => {}
                None if depth < DEPTH => self.expand(inner, depth + 1, budget, text)?,
                None => return None,
            }
            rest = after;
        }
        text.push_str(rest);
        Some(())
    }
}

/// A reference that needs no declaration. `Err` is a character that XML forbids.
fn simple(name: &str) -> Option<Result<char, u32>> {
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u32::from_str_radix(hex, 16).ok()?
            }
            None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
            _ => return None,
        },
        None => {
            return match name {
                "amp" => Some(Ok('&')),
                "lt" => Some(Ok('<')),
                "gt" => Some(Ok('>')),
                "quot" => Some(Ok('"')),
                "apos" => Some(Ok('\'')),
                _ => None,
            };
        }
    };
    Some(char::from_u32(number).filter(|&c| characters::is_legal(c)).ok_or(number))
}

/// The name in `&name;`, given what stands after the `&`; `None` where that is no reference.
pub(crate) fn name_after(text: &str) -> Option<&str> {
    let end = text.bytes().take(NAME).position(|byte| byte == b';')?;
    Some(&text[..end]).filter(|name| is_reference(name))
}

/// Whether `&name;` is a reference at all.
fn is_reference(name: &str) -> bool {
    if name.starts_with('#') {
        return simple(name).is_some();
    }
    crate::attributes::is_name(name)
}

/// Makes text of what stands in a file, and notes what was wrong with it.
pub(crate) struct Resolver<'c> {
    entities: &'c Entities,
    illegal: Illegal,
    pub(crate) found: &'c mut Vec<Found>,
    /// Whether the text may be taken as it is: nothing illegal in it, no `\r`.
    clean: bool,
    /// How much the entities may still expand to.
    budget: usize,
    /// The first half of a surrogate pair, right after it was read.
    half: Option<Half>,
}

/// The first half of a surrogate pair that stands as a reference of its own: `&#xD83D;`. Tools that
/// count in UTF-16 write a character as two of them.
struct Half {
    number: u32,
    /// Where the reference ends, in bytes of what is parsed; where it begins in an attribute value.
    ends: usize,
    /// How long the text, and the list of what was found, were before and after it.
    text: (usize, usize),
    found: usize,
}

impl<'c> Resolver<'c> {
    pub(crate) fn new(
        text: &str,
        entities: &'c Entities,
        illegal: Illegal,
        found: &'c mut Vec<Found>,
    ) -> Self {
        let clean = memchr::memchr(b'\r', text.as_bytes()).is_none() && characters::all_legal(text);
        Self { entities, illegal, found, clean, budget: EXPANSION, half: None }
    }

    /// Adds text as XML has it: line ends become `\n`, forbidden characters go.
    pub(crate) fn push_text(&mut self, piece: &str, at: usize, text: &mut String) {
        if self.clean {
            text.push_str(piece);
            return;
        }
        let mut characters = piece.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            match character {
                '\r' => {
                    text.push('\n');
                    characters.next_if(|&(_, next)| next == '\n');
                }
                legal if characters::is_legal(legal) => text.push(legal),
                illegal => self.push_illegal(u32::from(illegal), at + offset, text),
            }
        }
    }

    /// Adds an attribute value: line ends and tabs become blanks, references what they stand for.
    pub(crate) fn push_value(&mut self, value: &str, at: usize, text: &mut String) {
        let value: Cow<'_, str> =
            if memchr::memchr3(b'\t', b'\n', b'\r', value.as_bytes()).is_some() {
                Cow::Owned(value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " "))
            } else {
                Cow::Borrowed(value)
            };
        self.half = None;
        let mut rest = &*value;
        while let Some(open) = memchr::memchr(b'&', rest.as_bytes()) {
            self.push_text(&rest[..open], at, text);
            let after = &rest[open + 1..];
            if let Some(name) = name_after(after) {
                self.push_reference(name, at, text);
                rest = &after[name.len() + 1..];
            } else {
                let fault = "an & in an attribute is not written &amp;";
                self.found.note(Found::new(Rule::MarkupStray, at, fault, "read as &"));
                text.push('&');
                rest = after;
            }
        }
        self.push_text(rest, at, text);
    }

    /// Adds what `&name;` stands for.
    pub(crate) fn push_reference(&mut self, name: &str, at: usize, text: &mut String) {
        if name.starts_with("#X") {
            let (fault, done) = (format!("&{name}; has a capital X"), "read as if it were small");
            self.found.note(Found::new(Rule::MarkupStray, at, fault, done));
        }
        match simple(name) {
            Some(Ok(character)) => return text.push(character),
            Some(Err(number)) if (0xD800..0xE000).contains(&number) => {
                return self.push_half(number, (at, at + name.len() + 2), text);
            }
            Some(Err(number)) => return self.push_illegal(number, at, text),
            None => {}
        }
        let length = text.len();
        if self.entities.0.contains_key(name) {
            if self.entities.expand(name, 0, &mut self.budget, text).is_none() {
                text.truncate(length);
                let fault = format!("&{name}; expands to too much, or to itself");
                self.found.note(Found::new(Rule::EntityUnknown, at, fault, "left out"));
            }
            return;
        }
        let fault = format!("&{name}; is not declared");
        let done = if let Some(known) = resolve_html5_entity(name) {
            text.push_str(known);
            format!("read as in HTML: {known}")
        } else {
            text.extend(["&", name, ";"]);
            "kept as these characters".to_owned()
        };
        self.found.note(Found::new(Rule::EntityUnknown, at, fault, done));
    }

    /// Adds half of a surrogate pair: with the first half right before it the character that both are,
    /// else it is no character.
    fn push_half(&mut self, number: u32, (at, end): (usize, usize), text: &mut String) {
        let first = self.half.take().filter(|half| {
            (half.ends == at || half.ends == end) && half.text.1 == text.len() && number >= 0xDC00
        });
        if let Some(half) = first {
            let joined = 0x1_0000 + ((half.number - 0xD800) << 10) + (number - 0xDC00);
            let character = char::from_u32(joined).unwrap_or('\u{FFFD}');
            text.truncate(half.text.0);
            text.push(character);
            self.found.truncate(half.found);
            let fault = format!("two references stand for the halves of U+{joined:04X}");
            let done = format!("read as {character}");
            self.found.note(Found::new(Rule::CharacterIllegal, at, fault, done));
            return;
        }
        let (before, found) = (text.len(), self.found.len());
        self.push_illegal(number, at, text);
        if number < 0xDC00 {
            self.half = Some(Half { number, ends: end, text: (before, text.len()), found });
        }
    }

    fn push_illegal(&mut self, number: u32, at: usize, text: &mut String) {
        let done = match self.illegal {
            Illegal::Drop => "left out",
            Illegal::Replace => {
                text.push('\u{FFFD}');
                "replaced by U+FFFD"
            }
        };
        let fault = format!("the character U+{number:04X} is not allowed in XML");
        self.found.note(Found::new(Rule::CharacterIllegal, at, fault, done));
    }
}
