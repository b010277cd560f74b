//! The head of a file becomes values.

use crate::attributes::Attributes;
use crate::fault::{Found, Rule};
use crate::header::Header;
use crate::read::parse::{Broken, Context, Parser};
use crate::unit::Detail;
use quick_xml::events::Event;

/// Parses everything before the units. Comments around the header become part of it.
pub(crate) fn head(
    text: &str,
    context: &Context,
    header: &mut Header,
    found: &mut Vec<Found>,
) -> Result<(), Broken> {
    let mut parser = Parser::new(text, context, found);
    parser.xml.config_mut().check_end_names = false;
    parser.xml.config_mut().allow_unmatched_ends = true;
    parser.head(header)
}

impl Parser<'_, '_> {
    fn head(&mut self, header: &mut Header) -> Result<(), Broken> {
        let (mut root, mut has_header, mut body) = (false, false, false);
        let mut around = Vec::new();
        loop {
            let event = self.next()?;
            let (start, empty) = match event {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::Comment(comment) => {
                    around.push(Detail::Comment(self.comment(&comment)));
                    continue;
                }
                Event::Text(text) if !text.trim().is_empty() => {
                    let shown: String = text.trim().chars().take(20).collect();
                    let fault = format!("the text {shown:?} stands before the units");
                    self.report(Rule::ContentStray, fault, "passed over");
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            match self.name(&start) {
                "tmx" if !root => {
                    root = true;
                    let mut attributes = Attributes::new();
                    self.attributes(&start, &mut attributes)?;
                    header.version = attributes.remove("version").unwrap_or_default();
                }
                "header" if !has_header => {
                    has_header = true;
                    header.details.clear();
                    header.attributes.clear();
                    self.attributes(&start, &mut header.attributes)?;
                    if !empty {
                        self.header_details(&mut header.details)?;
                    }
                }
                "body" if !body => body = true,
                other => {
                    let fault = format!("<{other}> does not belong before the units");
                    self.report(Rule::ContentStray, fault, "passed over");
                }
            }
        }
        header.details.splice(0..0, around);
        for (there, name) in [(root, "tmx"), (has_header, "header"), (body, "body")] {
            if !there {
                self.report(Rule::FrameMissing, format!("there is no <{name}>"), "read without it");
            }
        }
        Ok(())
    }

    fn header_details(&mut self, details: &mut Vec<Detail>) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Event::Start(start) => {
                    if self.name(&start) == "body" {
                        return Err(self.broken("the header does not end before the body"));
                    }
                    let detail = self.detail(&start, false)?;
                    details.push(detail);
                }
                Event::Empty(start) => {
                    let detail = self.detail(&start, true)?;
                    details.push(detail);
                }
                Event::Comment(comment) => {
                    details.push(Detail::Comment(self.comment(&comment)));
                }
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.broken("the header does not end")),
                _ => {}
            }
        }
    }

    pub(crate) fn maps(&mut self, maps: &mut Vec<Attributes>) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Event::Empty(start) => {
                    let mut map = Attributes::new();
                    self.attributes(&start, &mut map)?;
                    maps.push(map);
                }
                Event::Start(start) => {
                    let mut map = Attributes::new();
                    self.attributes(&start, &mut map)?;
                    maps.push(map);
                    self.skip(&start)?;
                }
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.broken("the <ude> does not end")),
                _ => {}
            }
        }
    }
}
