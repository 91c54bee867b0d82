//! Who sees whom from side to side, and the distance that is kept between them.
//!
//! The separations of Rüegg et al. 2016 (see [`super`]); of what sees each other in [`super::super::compact`].
//!
//! Before: things in the order of their x. After: for all that sees each other the distance that the spacings ask for, or the one that is
//! there where that is less.

use super::super::compact::{self, Keep, Thing};
use super::super::coordinates::pad_low;
use super::super::rims::{Rim, Rims};
use super::super::simplex::Arc;
use super::{Columns, What};

impl Columns<'_> {
    /// The distances between what sees each other.
    pub(super) fn separations(&self, things: &[Thing<What>]) -> Vec<Arc> {
        let s = &self.part.space;
        let most = s.node.max(s.edge_node).max(s.edge);
        compact::pairs(
            things,
            most,
            |a, b| self.keep(*a, *b),
            |a, b, keep| {
                let now = b.start - a.end;
                (now >= 0).then(|| keep.gap.min(now) - now)
            },
        )
    }

    /// Who sees whom, and what is then kept between one of low and one of high x.
    fn keep(&self, a: What, b: What) -> Keep {
        use What::{Label, Leaf, Title, Upright, Wall};
        let s = &self.part.space;
        let rims = |what: What| match what {
            Leaf(rims) => rims,
            Wall(ends, begins) => {
                let around = |c: Option<u32>, side: usize| c.map_or(Rim::NONE, |c| Rims::around(self.part, c)[side]);
                [around(begins, 0), around(ends, 1)]
            }
            _ => [Rim::NONE; 2],
        };
        let reach = match (a, b) {
            (Title, Upright(_)) | (Upright(_), Title) => s.edge_node / 2,
            (Title, _) | (_, Title) => 1,
            (Upright(_), Upright(_) | Label) | (Label, Upright(_)) => s.edge,
            (Upright(_) | Label, _) | (_, Upright(_) | Label) => s.edge_node,
            _ => s.beside(s.node.min(s.rank / 2), rims(a)[1], rims(b)[0]),
        };
        let pad = |c: u32| self.part.containers[c as usize].pad;
        let low = |c: u32| pad_low(self.part, c);
        let gap = match (a, b) {
            (Title, Upright(_)) | (Upright(_), Title) => s.edge_node / 2,
            (Wall(_, Some(c)), Wall(Some(e), _)) => low(c) + if c == e { pad(e) } else { 0 },
            (Wall(_, Some(c)), Title) => pad(c),
            (Wall(_, Some(c)), Upright(_)) => low(c).max(s.edge_node),
            (Wall(_, Some(c)), _) => rims(b)[0].within(s, c, low(c)),
            (Upright(_), Wall(Some(c), _)) => pad(c).max(s.edge_node),
            (_, Wall(Some(c), _)) => rims(a)[1].within(s, c, pad(c)),
            (Upright(p), Upright(q)) => {
                let (u, v) = (&self.uprights[p as usize], &self.uprights[q as usize]);
                // One that goes on where the other ends may meet it, one that turns back may not.
                let on = u.line == v.line && p.abs_diff(q) == 1 && u.bottom.min(v.bottom) <= u.top.max(v.top);
                if on { 0 } else { s.edge }
            }
            (Upright(_), Label) | (Label, Upright(_)) => s.edge,
            (Leaf(_) | Wall(..), Leaf(_) | Wall(..)) => s.beside(s.node, rims(a)[1], rims(b)[0]),
            _ => s.edge_node,
        };
        Keep { reach, gap }
    }
}
