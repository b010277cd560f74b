//! The routes of a review.

use std::collections::HashSet;
use std::ops::Range;

use diptych_glossary::Termbase;
use serde_json::Value;

use super::annotations::{Annotation, annotate};
use super::answer::{Answer, Request, Service};
use super::guard::Guard;
use super::row::{Changes, Row, Rows};
use super::{download, page, refusal};
use crate::align::Extra;
use crate::bitext::{Bead, Bitext, Side, differences};
use crate::lexicon::Lexicon;
use crate::pipeline::realign;
use crate::review::{Act, ActError, Journal, Opened, Review};

/// A review that is served.
pub(crate) struct ReviewService {
    guard: Guard,
    review: Review,
    journal: Journal,
    /// As it was before anybody decided.
    base: Bitext,
    /// The texts of its rows: a row with others was changed.
    given: HashSet<(String, String)>,
    terms: Option<Termbase>,
    /// One for each row.
    annotations: Vec<Annotation>,
    /// The name of the files that are saved, without its ending.
    name: String,
    /// How many acts were done while this server runs: a page that knows of fewer is behind.
    generation: usize,
}

impl ReviewService {
    /// Serves the review of `base` to whom `guard` lets in; files are saved under `name`.
    pub(crate) fn new(
        guard: Guard,
        base: Bitext,
        opened: Opened,
        terms: Option<Termbase>,
        name: String,
    ) -> Self {
        let Opened { review, journal, .. } = opened;
        let everything = 0..review.rows().len();
        let sides = (review.source(), review.target());
        let annotations = annotate(sides, review.rows(), everything, terms.as_ref());
        let given = base.beads.iter().map(|bead| texts(&base, bead)).collect();
        Self { guard, review, journal, base, given, terms, annotations, name, generation: 0 }
    }

    fn route(&mut self, request: &Request) -> Answer {
        match (request.method.as_str(), request.path.as_str()) {
            ("GET" | "HEAD", "/") if request.parameter("token").is_some() => {
                // So that the token stays neither in the address nor in the history.
                Answer { status: 303, ..Answer::bytes("text/plain", vec![]) }.with("location", "/")
            }
            ("GET" | "HEAD", "/api/review") => self.about(),
            ("GET" | "HEAD", "/api/beads") => self.beads(request),
            ("GET" | "HEAD", "/api/realign") => self.preview(),
            ("POST", "/api/acts") => self.act(request),
            (_, "/api/acts") => Answer::error(405, "send acts by POST").with("allow", "POST"),
            ("GET" | "HEAD", path) => self.file(path),
            _ => Answer::error(405, "only GET is answered here").with("allow", "GET, HEAD"),
        }
    }

    fn file(&self, path: &str) -> Answer {
        let saved = path.strip_prefix("/save/").and_then(|form| {
            let findings = self.annotations.iter().flat_map(|row| &row.findings).cloned();
            download::file(form, &self.name, (&self.base, &self.review.bitext()), findings)
        });
        saved.or_else(|| page::file(path)).unwrap_or_else(|| Answer::error(404, "nothing is here"))
    }

    fn about(&self) -> Answer {
        let side = |side: &Side| serde_json::json!({ "file": side.file, "lang": side.code });
        Answer::json(&serde_json::json!({
            "source": side(self.review.source()),
            "target": side(self.review.target()),
            "doubtful": self.base.beads.iter().filter(|bead| bead.is_doubtful()).count(),
        }))
    }

    /// `from` counts from 1; without `count` all that follow.
    fn beads(&self, request: &Request) -> Answer {
        let number = |name, otherwise| match request.parameter(name) {
            Some(value) => value.parse().ok(),
            None => Some(otherwise),
        };
        let total = self.review.rows().len();
        let (Some(from), Some(count)) = (number("from", 1_usize), number("count", total)) else {
            return Answer::error(400, "`from` and `count` are numbers");
        };
        let first = from.saturating_sub(1).min(total);
        let end = first.saturating_add(count).min(total);
        let (generation, beads) = (self.generation, self.rows(first..end));
        Answer::json(&Rows { total, generation, beads })
    }

    fn rows(&self, wanted: Range<usize>) -> Vec<Row<'_>> {
        let near = part(&self.review, wanted.clone());
        let numbered = wanted.clone().zip(&self.annotations[wanted]).enumerate();
        numbered
            .map(|(at, (index, annotation))| {
                let is_changed = !self.given.contains(&texts(&near, &near.beads[at]));
                Row::new(&near, (at, index), annotation, self.review.rulings(), is_changed)
            })
            .collect()
    }

    fn act(&mut self, request: &Request) -> Answer {
        if !request.content_type.starts_with("application/json") {
            return Answer::error(415, "an act is sent as application/json");
        }
        if request.parameter("after").is_some_and(|after| after != self.generation.to_string()) {
            return Answer::error(409, "another window changed the review: load it again");
        }
        let act = match self.read(&request.body) {
            Ok(Some(act)) => act,
            Ok(None) => return refusal::nothing_to_realign(),
            Err(error) => return Answer::error(400, &format!("this is not an act: {error}")),
        };
        let changed = match self.journal.act(&mut self.review, &act) {
            Ok(changed) => changed,
            Err(ActError::Refused(refused)) => return refusal::answer(&refused),
            Err(error) => return Answer::error(500, &error.to_string()),
        };
        self.generation += 1;
        let sides = (self.review.source(), self.review.target());
        let rows = changed.rows();
        let mut fresh = annotate(sides, self.review.rows(), rows.clone(), self.terms.as_ref());
        let replaced = rows.start..rows.start + changed.before;
        for (annotation, row) in fresh.iter_mut().zip(&self.review.rows()[rows.clone()]) {
            let text = row.target.text(self.review.target().lang);
            annotation.keep_of_whole(&self.annotations[replaced.clone()], &text);
        }
        self.annotations.splice(replaced, fresh);
        let (generation, beads) = (self.generation, self.rows(rows));
        let (from, before) = (changed.bead, changed.before);
        Answer::json(&Changes { generation, from, before, beads })
    }

    /// The act of a request. One that only says `realign` is worked out here; none where that
    /// changes nothing.
    fn read(&self, body: &[u8]) -> Result<Option<Act>, serde_json::Error> {
        let value: Value = serde_json::from_slice(body)?;
        if value["act"] == "realign" && value.get("beads").is_none() {
            return Ok(self.review.realigned(&self.realigned()));
        }
        serde_json::from_value(value).map(Some)
    }

    /// What the aligner makes of the rows around those that are fixed.
    fn realigned(&self) -> Bitext {
        let (bitext, apart) = (self.review.bitext(), self.review.apart());
        realign(&bitext, &apart, &Lexicon::embedded(), &Extra::default())
    }

    /// What realigning would change, run by run.
    fn preview(&self) -> Answer {
        let mut then = self.review.clone();
        if let Some(act) = self.review.realigned(&self.realigned())
            && let Err(refused) = then.act(&act)
        {
            return refusal::answer(&refused);
        }
        let runs = differences(&self.review.bitext(), &then.bitext());
        let plain = Annotation::default();
        let changes = runs.into_iter().map(|(old, new)| {
            let near = part(&then, new.clone());
            let row = |(at, index)| Row::new(&near, (at, index), &plain, then.rulings(), false);
            let beads = new.enumerate().map(row).collect();
            let (from, before) = (old.start + 1, old.len());
            Changes { generation: self.generation, from, before, beads }
        });
        let changes: Vec<Changes> = changes.collect();
        Answer::json(&serde_json::json!({ "changes": changes }))
    }
}

/// Both texts of a row.
fn texts(bitext: &Bitext, bead: &Bead) -> (String, String) {
    (bitext.source_text(bead), bitext.target_text(bead))
}

/// Some rows of a review as a bitext.
fn part(review: &Review, wanted: Range<usize>) -> Bitext {
    Bitext {
        source: review.source().clone(),
        target: review.target().clone(),
        beads: review.rows()[wanted].to_vec(),
    }
}

impl Service for ReviewService {
    fn admit(&mut self, head: &Request) -> Result<Option<String>, Answer> {
        self.guard.admit(head)
    }

    fn answer(&mut self, request: &Request) -> Answer {
        self.route(request)
    }
}
