//! A rank of the whole picture as it is read across the flow: every item on it, and the walls of the containers around them. No paper.
//!
//! Before: the entries of every layer in some order. After: nothing is changed; what is opened is closed, the inner before the outer.

use super::super::part::{NONE, Part};
use super::{GROUP, Layered};

/// A token of a walk along a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout::layered) enum Token {
    Item(u32),
    Open(u32),
    Close(u32),
}

impl Layered {
    /// Everything on a rank from low to high x: items, and the walls of the containers around them. `each` is called in that
    /// order; the part's own walls come first and last.
    pub(in crate::layout::layered) fn walk(&self, part: &Part, rank: u32, mut each: impl FnMut(Token)) {
        /// A container whose layer is being walked: next entry, and how many lanes were opened.
        struct Frame {
            container: u32,
            layer: u32,
            at: usize,
            lane: usize,
        }
        let frame = |c: u32| Frame { container: c, layer: self.layer_of(c, rank).unwrap_or(NONE), at: 0, lane: 0 };
        let mut stack = vec![frame(0)];
        each(Token::Open(0));
        while let Some(f) = stack.last_mut() {
            let entries = if f.layer == NONE { &[][..] } else { self.entries_of(f.layer) };
            let from = self.lanes.partition_point(|l| l.0 < f.container);
            let lanes = &self.lanes[from..from + self.lanes[from..].iter().take_while(|l| l.0 == f.container).count()];
            let next = entries.get(f.at).copied();
            let wanted = next.map_or(lanes.len(), |e| self.lane_of_entry(part, e) as usize);
            if f.lane < wanted {
                if f.lane > 0 {
                    each(Token::Close(lanes[f.lane - 1].1));
                }
                each(Token::Open(lanes[f.lane].1));
                f.lane += 1;
                continue;
            }
            let Some(entry) = next else {
                if f.lane > 0 {
                    each(Token::Close(lanes[f.lane - 1].1));
                }
                each(Token::Close(f.container));
                stack.pop();
                continue;
            };
            f.at += 1;
            if entry & GROUP == 0 {
                each(Token::Item(entry));
            } else {
                each(Token::Open(entry & !GROUP));
                stack.push(frame(entry & !GROUP));
            }
        }
    }
}
