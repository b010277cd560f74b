//! What a tool will do with a file.
//!
//! From what was seen: `OmegaT` 3.6 loading real files; the documentation of Trados Studio and what
//! is known of its reader; the documentation of memoQ.

use crate::fault::{Fault, Rule};
use crate::header::Header;
use crate::inline::{CodeKind, codes};
use crate::language;
use crate::unit::{Prop, TranslationUnit};
use std::collections::BTreeSet;

/// A tool that loads memories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `OmegaT`.
    OmegaT,
    /// Trados Studio.
    Trados,
    /// memoQ.
    MemoQ,
}

/// What the tool does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It refuses the whole file.
    Refuse,
    /// It stops at this unit; what comes after is not loaded.
    Stop,
    /// It does not load the unit, or never uses it.
    Ignore,
    /// It uses the unit in one place of one text only.
    Tie,
    /// It puts the empty target in place of the text.
    Blank,
    /// It loads the unit without its codes.
    DropTags,
    /// It loses something else that the unit says.
    DropData,
}

/// One thing the tool does, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Outlook {
    /// What it does.
    pub effect: Effect,
    /// The line, from 1.
    pub line: u64,
    /// The unit, from 1; `None` for the whole file.
    pub unit: Option<u64>,
    /// Why.
    pub why: String,
}

/// The most characters of a segment that Trados loads (RWS, "Importing TM content").
const TRADOS_SEGMENT: usize = 2000;

/// Foretells what a tool will do, unit by unit.
#[derive(Clone, Debug)]
pub struct Forecast {
    tool: Tool,
    srclang: String,
    /// The pair of the tool's own memory or project, where it is known.
    pair: Option<(String, String)>,
    /// Trados: whether codes are loaded at all, and whether `it` is.
    tags: bool,
    halves: bool,
    /// Prop types that were told already; each is told once.
    told: BTreeSet<String>,
}

impl Forecast {
    /// Where the knowledge about the tool comes from, for people.
    pub fn source(tool: Tool) -> &'static str {
        match tool {
            Tool::OmegaT => "from what OmegaT 3.6 did with real files",
            Tool::Trados => "from what is published about Trados Studio; not tried in the tool",
            Tool::MemoQ => "from the documentation of memoQ; not tried in the tool",
        }
    }

    /// Begins with the file's name and header. `pair` is the source and target language of the
    /// memory or project that the file is loaded into, where that is known.
    pub fn new(
        tool: Tool,
        name: &str,
        header: &Header,
        pair: Option<(String, String)>,
    ) -> (Self, Vec<Outlook>) {
        let family = format!("{} {}", header.tool(), header.attributes.get("o-tmf").unwrap_or(""));
        let forecast = Self {
            tool,
            srclang: header.srclang().to_owned(),
            pair,
            tags: tool != Tool::Trados || header.version == "1.4",
            halves: ["TW4Win", "TRADOS", "SDL"].iter().any(|known| family.contains(known)),
            told: BTreeSet::new(),
        };
        let mut outlooks = Vec::new();
        let mut whole = |effect, why: String| {
            outlooks.push(Outlook { effect, line: 1, unit: None, why });
        };
        if !forecast.tags {
            let why = format!(
                "the version is {:?}: Trados reads codes in version 1.4 only, so text is all that is loaded",
                header.version
            );
            whole(Effect::DropTags, why);
        }
        if tool == Tool::OmegaT
            && ![".tmx", ".tmx.gz"].iter().any(|end| name.ends_with(end))
            && name != "-"
        {
            let why =
                "OmegaT looks for names that end in .tmx or .tmx.gz, in small letters".to_owned();
            whole(Effect::Refuse, why);
        }
        if tool != Tool::OmegaT && header.attributes.get("srclang").is_none() {
            whole(Effect::Refuse, "the header has no srclang".to_owned());
        }
        (forecast, outlooks)
    }

    /// What a fault that reading found means for the tool.
    pub fn fault(&self, fault: &Fault) -> Option<Outlook> {
        let refused = match fault.rule {
            // Not well-formed: an XML parser stops there, and no tool loads half a file.
            Rule::EncodingDeclared
            | Rule::BytesInvalid
            | Rule::MarkupStray
            | Rule::AttributeBroken
            | Rule::UnitBroken
            | Rule::Truncated
            | Rule::EntityUnknown => true,
            // Trados filters what XML forbids.
            // OmegaT's parser knows no namespaces.
            Rule::CharacterIllegal => self.tool != Tool::Trados,
            Rule::FrameMissing | Rule::PrefixUndeclared => self.tool != Tool::OmegaT,
            _ => false,
        };
        refused.then(|| Outlook {
            effect: Effect::Refuse,
            line: fault.line,
            unit: fault.unit,
            why: fault.fault.clone(),
        })
    }

    /// What the tool does with a unit that begins at `line` and has the number `number`.
    pub fn unit(&mut self, unit: &TranslationUnit, line: u64, number: u64) -> Vec<Outlook> {
        let mut outlooks = Vec::new();
        let mut push = |effect, why: String| {
            outlooks.push(Outlook { effect, line, unit: Some(number), why });
        };
        if unit.variants.len() < 2 {
            let why = match unit.variants.len() {
                0 => "it has no <tuv>",
                _ => "it has one <tuv> only",
            };
            push(Effect::Ignore, why.to_owned());
            return outlooks;
        }
        if let Some(why) = self.pair_missing(unit) {
            push(Effect::Ignore, why);
            return outlooks;
        }
        let srclang = unit.attributes.get("srclang").unwrap_or(&self.srclang);
        if self.tool != Tool::OmegaT
            && !language::is_any(srclang)
            && !unit.variants.iter().any(|variant| language::same(variant.lang(), srclang))
        {
            push(Effect::Ignore, format!("no variant is in the source language {srclang}"));
            return outlooks;
        }
        let is_blank = |variant: &&crate::Variant| {
            let lang =
                variant.attributes.get("xml:lang").or_else(|| variant.attributes.get("lang"));
            lang.is_some_and(|lang| lang.trim().is_empty())
        };
        if self.tool == Tool::OmegaT && unit.variants.iter().any(|variant| is_blank(&variant)) {
            push(Effect::Refuse, "a <tuv> has an empty xml:lang".to_owned());
        }
        let source = unit.source_index(&self.srclang).unwrap_or(0);
        for (at, variant) in unit.variants.iter().enumerate() {
            if crate::inline::is_blank(&variant.seg) {
                match (self.tool, at == source) {
                    (Tool::OmegaT, false) => {
                        push(Effect::Blank, format!("the variant in {} is empty", variant.lang()));
                    }
                    _ => {
                        push(Effect::Ignore, format!("the variant in {} is empty", variant.lang()));
                    }
                }
            }
            match self.tool {
                Tool::OmegaT => {}
                Tool::Trados => self.trados_codes(&variant.seg, &mut push),
                Tool::MemoQ => memoq_codes(&variant.seg, &mut push),
            }
            let length = variant.text().chars().count();
            if self.tool == Tool::Trados && length > TRADOS_SEGMENT {
                let why = format!("the segment in {} has {length} characters", variant.lang());
                push(Effect::Ignore, format!("{why}, more than {TRADOS_SEGMENT}"));
            }
        }
        self.props(unit, &mut push);
        outlooks
    }

    /// Why the unit does not have the pair of languages that is wanted.
    fn pair_missing(&self, unit: &TranslationUnit) -> Option<String> {
        let (source, target) = self.pair.as_ref()?;
        let has = |wanted: &str| {
            unit.variants.iter().any(|variant| match self.tool {
                // OmegaT is content with the language alone, and memoQ with a missing region.
                Tool::OmegaT | Tool::MemoQ => language::primary(variant.lang())
                    .eq_ignore_ascii_case(language::primary(wanted)),
                Tool::Trados => language::same(variant.lang(), wanted),
            })
        };
        let missing = [source, target].into_iter().find(|wanted| !has(wanted))?;
        let there: Vec<&str> = unit.variants.iter().map(crate::Variant::lang).collect();
        Some(format!("it has {}, not {missing}", there.join(" and ")))
    }

    fn trados_codes(&self, seg: &[crate::Inline], push: &mut impl FnMut(Effect, String)) {
        let mut kinds = BTreeSet::new();
        codes(seg, &mut |code| {
            kinds.insert(&code.kind);
        });
        for kind in kinds {
            match kind {
                CodeKind::Foreign(name) => {
                    push(Effect::Stop, format!("<{name}> in a segment is not known to Trados"));
                }
                _ if !self.tags => {}
                CodeKind::Ut => push(Effect::DropTags, "<ut> is skipped".to_owned()),
                CodeKind::Sub => push(Effect::DropTags, "the text in <sub> is skipped".to_owned()),
                CodeKind::It if !self.halves => {
                    push(Effect::DropTags, "<it> becomes plain text".to_owned());
                }
                _ => {}
            }
        }
    }

    fn props(&mut self, unit: &TranslationUnit, push: &mut impl FnMut(Effect, String)) {
        let bound = |prop: &&Prop| matches!(prop.kind(), "file" | "prev" | "next" | "id" | "path");
        match self.tool {
            Tool::OmegaT => {
                if let Some(prop) = unit.props().find(bound) {
                    let why = format!("the prop {} says where it belongs", prop.kind());
                    push(Effect::Tie, why);
                }
            }
            Tool::Trados => {
                for prop in unit.props().filter(|prop| !prop.kind().starts_with("x-")) {
                    if self.told.insert(prop.kind().to_owned()) {
                        let why = format!("the prop {} has no x- before its name", prop.kind());
                        push(Effect::DropData, why);
                    }
                }
            }
            Tool::MemoQ => {
                for prop in unit.props().filter(|prop| crate::context::is_context(prop.kind())) {
                    if self.told.insert(prop.kind().to_owned()) {
                        let why = format!(
                            "the context in {}: memoQ reads x-context-pre and x-context-post of \
                             the source variant",
                            prop.kind()
                        );
                        push(Effect::DropData, why);
                    }
                }
            }
        }
    }
}

fn memoq_codes(seg: &[crate::Inline], push: &mut impl FnMut(Effect, String)) {
    let mut foreign = BTreeSet::new();
    codes(seg, &mut |code| {
        if let CodeKind::Foreign(name) = &code.kind {
            foreign.insert(name);
        }
    });
    for name in foreign {
        push(Effect::DropTags, format!("<{name}> in a segment is no element of TMX"));
    }
}
